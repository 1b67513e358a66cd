import type { Field, FieldType, FieldValue } from './geo-feature.ts';

/**
 * The type that holds all values of a field: the stated one, widened where a value needs it. A type that was judged from
 * the first records of a file need not hold for the last.
 */
export class WidenedField {
  readonly name: string;
  #type: FieldType;

  constructor({ name, type }: Field) {
    this.name = name;
    this.#type = type;
  }

  get type(): FieldType {
    return this.#type;
  }

  see(value: FieldValue): void {
    if (value === null || this.#type === 'text' || fits(value, this.#type)) return;
    const isNumber = typeof value === 'number' && (this.#type === 'integer' || this.#type === 'number');
    this.#type = isNumber ? 'number' : 'text';
  }
}

function fits(value: string | number | boolean, type: FieldType): boolean {
  switch (type) {
    case 'integer':
      return typeof value === 'number' ? Number.isSafeInteger(value) : isLong(value);
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'date':
      return (
        typeof value === 'string' &&
        /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(value)
      );
    case 'text':
      return true;
  }
}

/** A whole number of 64 bits that readers keep as text because it is beyond 2⁵³. */
function isLong(value: string | boolean): boolean {
  if (typeof value !== 'string' || !/^-?[1-9]\d{15,18}$/.test(value)) return false;
  return BigInt(value) === BigInt.asIntN(64, BigInt(value));
}
