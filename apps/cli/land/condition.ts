import type { FieldValue } from '@lizhu/geodata';
import { InputError, UsageError } from '../failures.ts';

type Test = (value: FieldValue) => boolean;

/** A condition on an attribute, as `--where` states it. */
export interface Condition {
  readonly field: string;
  readonly holds: Test;
}

/**
 * Reads `field=value`, `field!=value`, `field>value`, `>=`, `<`, `<=`, or `field in a,b,c`. Values compare as numbers where both are,
 * else as text; an attribute without a value equals nothing but the empty text.
 *
 * @throws UsageError where the text is no condition.
 */
export function parseCondition(text: string): Condition {
  const list = /^\s*(.+?)\s+in\s+(.+)$/i.exec(text);
  if (list) {
    const values = list[2]!
      .replace(/^\s*\(|\)\s*$/g, '')
      .split(',')
      .map(unquoted);
    return { field: unquoted(list[1]!), holds: (value) => values.some((one) => equals(value, one)) };
  }
  const parts = /^\s*([^=!<>]+?)\s*(!=|>=|<=|=|>|<)\s*(.*)$/.exec(text);
  if (!parts) {
    throw new UsageError({
      zh: `“${text}”不是条件；写作 字段=值、字段!=值、字段>值、字段<值 或 字段 in 值,值`,
      en: `"${text}" is no condition; write field=value, field!=value, field>value, field<value or field in value,value`,
    });
  }
  const [, field, sign, operand] = parts as unknown as [string, string, keyof typeof tests, string];
  const wanted = unquoted(operand);
  return { field: unquoted(field), holds: (value) => tests[sign](value, wanted) };
}

const tests = {
  '=': equals,
  '!=': (value: FieldValue, wanted: string) => !equals(value, wanted),
  '>': (value: FieldValue, wanted: string) => compare(value, wanted) > 0,
  '<': (value: FieldValue, wanted: string) => compare(value, wanted) < 0,
  '>=': (value: FieldValue, wanted: string) => compare(value, wanted) >= 0,
  '<=': (value: FieldValue, wanted: string) => compare(value, wanted) <= 0,
} as const;

/** @throws InputError where a condition names a field that the file does not have. */
export function assertFields(
  conditions: readonly Condition[],
  fields: readonly { readonly name: string }[],
): void {
  for (const { field } of conditions) {
    if (fields.some(({ name }) => name === field)) continue;
    const names = fields
      .slice(0, 20)
      .map(({ name }) => name)
      .join(', ');
    throw new InputError({
      zh: `--where：没有字段“${field}”；文件的字段有 ${names || '（无）'}`,
      en: `--where: there is no field "${field}"; the file has ${names || 'none'}`,
    });
  }
}

function equals(value: FieldValue, wanted: string): boolean {
  if (String(value ?? '') === wanted) return true;
  const [a, b] = [numberOf(value), numberOf(wanted)];
  return typeof value !== 'boolean' && a === b && !Number.isNaN(a);
}

/** Below, at or above 0; NaN where there is nothing to compare. */
function compare(value: FieldValue, wanted: string): number {
  if (value === null || value === '') return Number.NaN;
  const [a, b] = [numberOf(value), numberOf(wanted)];
  if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b;
  const text = String(value);
  return text < wanted ? -1 : text > wanted ? 1 : 0;
}

function numberOf(value: FieldValue): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

function unquoted(text: string): string {
  const trimmed = text.trim();
  return /^(["']).*\1$/s.test(trimmed) && trimmed.length > 1 ? trimmed.slice(1, -1) : trimmed;
}
