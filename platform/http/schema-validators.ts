import { Ajv, type ErrorObject } from 'ajv';
import addFormatsModule from 'ajv-formats';

export interface SchemaCheck {
  (data: unknown): boolean;
  errors?: ErrorObject[] | null;
}

// Both packages are CommonJS; under nodenext the function is the default of the default.
const addFormats = addFormatsModule as unknown as (ajv: Ajv) => Ajv;

const common = { strict: false, allErrors: true, useDefaults: true, unicodeRegExp: true } as const;

/** For bodies and answers: JSON has types, so nothing is converted, and nothing unknown is dropped in silence. */
const strict = addFormats(new Ajv({ ...common, coerceTypes: false }));
/** For what comes as text (query, path, headers): `limit=20` is a number, one value may stand for a list. */
const converting = addFormats(new Ajv({ ...common, coerceTypes: 'array' }));

/** Compiles the schema of one part of a request. */
export function compileRequestPart(part: string | undefined, schema: object): SchemaCheck {
  return (part === 'body' ? strict : converting).compile(schema) as SchemaCheck;
}

/** Compiles the schema of an answer. */
export function compileAnswer(schema: object): SchemaCheck {
  return strict.compile(schema) as SchemaCheck;
}
