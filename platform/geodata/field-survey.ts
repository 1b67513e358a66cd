import type { Field, FieldType, FieldValue } from './geo-feature.ts';

const SAMPLES_MAX = 5;
const SAMPLE_LENGTH_MAX = 80;

interface Surveyed {
  type: FieldType | null;
  readonly samples: Set<string>;
}

/** Learns which fields records have, of what type, with a few of their values, for formats that do not state it. */
export class FieldSurvey {
  readonly #fields = new Map<string, Surveyed>();
  readonly #fieldsMax: number;

  constructor(fieldsMax: number) {
    this.#fieldsMax = fieldsMax;
  }

  add(properties: Readonly<Record<string, FieldValue>>): void {
    for (const name in properties) {
      let field = this.#fields.get(name);
      if (!field) {
        if (this.#fields.size >= this.#fieldsMax) continue;
        field = { type: null, samples: new Set() };
        this.#fields.set(name, field);
      }
      const value = properties[name]!;
      if (value === null) continue;
      field.type = joined(field.type, typeOf(value));
      if (field.samples.size < SAMPLES_MAX) field.samples.add(sampleText(value));
    }
  }

  fields(): (Field & { readonly samples: readonly string[] })[] {
    return [...this.#fields].map(([name, { type, samples }]) => ({
      name,
      type: type ?? 'text',
      samples: [...samples],
    }));
  }
}

export function sampleText(value: FieldValue): string {
  return String(value ?? '').slice(0, SAMPLE_LENGTH_MAX);
}

function typeOf(value: string | number | boolean): FieldType {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'integer' : 'number';
  return 'text';
}

function joined(known: FieldType | null, next: FieldType): FieldType {
  if (known === null || known === next) return next;
  const numbers = (known === 'integer' || known === 'number') && (next === 'integer' || next === 'number');
  return numbers ? 'number' : 'text';
}
