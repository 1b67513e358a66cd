import type { Field, FieldValue } from '../geo-feature.ts';

/** How a column is written: its dBASE type with the room that its values need. */
export interface OutColumn {
  readonly type: 'C' | 'N' | 'F' | 'L' | 'D';
  readonly length: number;
  readonly decimals: number;
}

export const TEXT_BYTES_MAX = 254;
const NUMBER_LENGTH_MAX = 20;
const DECIMALS_MAX = 11;
const FLOAT_LENGTH = 24;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** Learns from the values of a field what its column must hold; the field's own type counts where it has no value. */
export class ColumnSurvey {
  readonly #field: Field;
  readonly #bytesOf: (text: string) => number;
  #values = 0;
  #numbers = 0;
  #booleans = 0;
  #dates = 0;
  #textBytes = 0;
  #wholeDigits = 1;
  #decimals = 0;
  #beyondFixed = false;

  constructor(field: Field, bytesOf: (text: string) => number) {
    this.#field = field;
    this.#bytesOf = bytesOf;
  }

  add(value: FieldValue): void {
    if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return;
    this.#values++;
    if (typeof value === 'number') this.#addNumber(value);
    if (typeof value === 'boolean') this.#booleans++;
    if (typeof value === 'string' && DATE.test(value)) this.#dates++;
    this.#textBytes = Math.max(this.#textBytes, this.#bytesOf(String(value)));
  }

  #addNumber(value: number): void {
    this.#numbers++;
    const text = plainNumber(value);
    if (text === null) {
      this.#beyondFixed = true;
      return;
    }
    const [whole, fraction = ''] = text.split('.');
    this.#wholeDigits = Math.max(this.#wholeDigits, whole!.length);
    this.#decimals = Math.max(this.#decimals, fraction.length);
  }

  column(): OutColumn {
    const all = (count: number): boolean => this.#values > 0 && count === this.#values;
    if (this.#values === 0) return emptyColumn(this.#field);
    if (all(this.#booleans)) return { type: 'L', length: 1, decimals: 0 };
    if (all(this.#dates) && this.#field.type === 'date') return { type: 'D', length: 8, decimals: 0 };
    if (all(this.#numbers)) {
      const length = this.#wholeDigits + (this.#decimals > 0 ? this.#decimals + 1 : 0);
      return this.#beyondFixed || length > NUMBER_LENGTH_MAX
        ? { type: 'F', length: FLOAT_LENGTH, decimals: DECIMALS_MAX }
        : { type: 'N', length, decimals: this.#decimals };
    }
    return { type: 'C', length: Math.min(TEXT_BYTES_MAX, Math.max(1, this.#textBytes)), decimals: 0 };
  }
}

function emptyColumn({ type }: Field): OutColumn {
  switch (type) {
    case 'integer':
      return { type: 'N', length: 10, decimals: 0 };
    case 'number':
      return { type: 'N', length: 20, decimals: 8 };
    case 'boolean':
      return { type: 'L', length: 1, decimals: 0 };
    case 'date':
      return { type: 'D', length: 8, decimals: 0 };
    default:
      return { type: 'C', length: 10, decimals: 0 };
  }
}

/** A number in full without an exponent, with at most eleven digits behind the point; null where it would lose by that. */
function plainNumber(value: number): string | null {
  const text = String(value);
  if (!text.includes('e')) {
    const fraction = text.split('.')[1] ?? '';
    return fraction.length <= DECIMALS_MAX ? text : roundedNumber(value);
  }
  return roundedNumber(value);
}

function roundedNumber(value: number): string | null {
  if (Math.abs(value) >= 1e15) return null;
  const text = value.toFixed(DECIMALS_MAX);
  const exact = value === 0 || Math.abs(Number(text) - value) <= Math.abs(value) * 1e-15;
  return exact ? text.replace(/\.?0+$/, '') : null;
}

/** The text of a number in a column. */
export function numberCell(value: number, { type, length, decimals }: OutColumn): string {
  const text = type === 'N' ? value.toFixed(decimals) : String(value);
  return text.padStart(length).slice(0, length);
}
