import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Command, Given, Option, Options } from './command.ts';
import { UsageError } from './failures.ts';

/** Options that every command takes. */
export const everywhere: readonly Option[] = [
  {
    name: 'json',
    text: { zh: '在标准输出打印一份 JSON 结果', en: 'print one JSON document on standard output' },
  },
  {
    name: 'lang',
    value: 'zh|en',
    text: { zh: '语言，缺省取自 LANG', en: 'language; from LANG unless told' },
  },
  { name: 'help', text: { zh: '显示本说明', en: 'show this help' } },
];

/** Reads the words after `lizhu <slice> <verb>`. @throws UsageError on anything that the command does not know. */
export function parseArguments(command: Command, words: readonly string[]): Given {
  const known = [...command.options, ...everywhere];
  const { values, positionals } = parsed(words, known);
  const operands = command.operands;
  if (positionals.length < operands.length) {
    const { name, text } = operands[positionals.length]!;
    throw new UsageError({ zh: `缺少 ${name}（${text.zh}）`, en: `missing ${name} (${text.en})` });
  }
  if (positionals.length > operands.length) {
    const extra = positionals[operands.length]!;
    throw new UsageError({ zh: `多余的参数“${extra}”`, en: `unexpected argument "${extra}"` });
  }
  for (const { name, required } of command.options) {
    if (required && values[name] === undefined) {
      throw new UsageError({ zh: `缺少选项 --${name}`, en: `missing option --${name}` });
    }
  }
  return { operands: positionals, options: optionsOf(values) };
}

type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

function parsed(
  words: readonly string[],
  known: readonly Option[],
): { values: Values; positionals: string[] } {
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const { name, value, repeatable } of known) {
    options[name] = { type: value === undefined ? 'boolean' : 'string', multiple: repeatable === true };
  }
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(refusal(error as Error & { code?: string }, words, known));
  }
}

function refusal(error: Error & { code?: string }, words: readonly string[], known: readonly Option[]) {
  const quoted =
    /'(?:-\w, )?(--?[^' ]+)/.exec(error.message)?.[1] ?? words.find((word) => word.startsWith('-')) ?? '';
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const near = nearest(quoted.replace(/^-+/, ''), known);
    return {
      zh: `没有选项 ${quoted}${near ? `；是否指 --${near}？` : ''}`,
      en: `no option ${quoted}${near ? `; did you mean --${near}?` : ''}`,
    };
  }
  const option = known.find(({ name }) => `--${name}` === quoted);
  if (option && option.value === undefined) {
    return { zh: `选项 ${quoted} 不带值`, en: `option ${quoted} takes no value` };
  }
  return {
    zh: `选项 ${quoted} 需要一个值${option?.value ? `（${option.value}）` : ''}；以“-”开头的值写作 ${quoted}=值`,
    en: `option ${quoted} needs a value${option?.value ? ` (${option.value})` : ''}; write ${quoted}=VALUE where it begins with "-"`,
  };
}

/** The known option that differs by one letter, or begins alike. */
function nearest(name: string, known: readonly Option[]): string | null {
  const close = known.find((option) => option.name.startsWith(name) || distance(option.name, name) <= 2);
  return name.length >= 2 && close ? close.name : null;
}

/** Letters to insert, remove or change (Wagner and Fischer, 1974). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, change));
    }
    row = next;
  }
  return row[b.length]!;
}

function optionsOf(values: Values): Options {
  const texts = (name: string): readonly string[] => {
    const value = values[name];
    return Array.isArray(value) ? (value as string[]) : typeof value === 'string' ? [value] : [];
  };
  return {
    texts,
    text: (name) => texts(name).at(-1) ?? null,
    has: (name) => values[name] !== undefined && values[name] !== false,
    number(name, { min, max = Number.MAX_SAFE_INTEGER }) {
      const text = texts(name).at(-1);
      if (text === undefined) return null;
      const value = text.trim() === '' ? Number.NaN : Number(text);
      if (value >= min && value <= max) return value;
      const range = max === Number.MAX_SAFE_INTEGER ? `≥ ${min}` : `${min} … ${max}`;
      throw new UsageError({
        zh: `--${name} 应为数字（${range}），而非“${text}”`,
        en: `--${name} wants a number ${range}, not "${text}"`,
      });
    },
  };
}
