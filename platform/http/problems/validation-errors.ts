import type { Bilingual } from '../bilingual.ts';
import type { PlacedError } from './problem.ts';

/** What Ajv says of one place. */
export interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const ERRORS_MAX = 50;

/** The faults of a request in both languages, each with its place: `body/lines/0/value`. At most 50. */
export function validationErrors(part: string, errors: readonly SchemaError[]): PlacedError[] {
  const prefix = part === 'querystring' ? 'query' : part;
  const alternatives = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  // What each branch of an alternative complains of helps nobody.
  const told = errors.filter(
    (error) =>
      !alternatives.some((whole) => whole !== error && error.schemaPath.startsWith(`${whole.schemaPath}/`)),
  );
  return told.slice(0, ERRORS_MAX).map((error) => ({
    place: `${prefix}${placeOf(error)}`,
    code: error.keyword,
    message: messageOf(error),
  }));
}

function placeOf({ instancePath, params }: SchemaError): string {
  const property = params.missingProperty ?? params.additionalProperty;
  return typeof property === 'string' ? `${instancePath}/${property}` : instancePath;
}

function messageOf({ keyword, params }: SchemaError): Bilingual {
  const limit = String(params.limit);
  switch (keyword) {
    case 'required':
      return { zh: '必填', en: 'is required' };
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return { zh: '不认识的字段', en: 'is not a known field' };
    case 'type':
      return { zh: `类型应为 ${params.type}`, en: `must be of type ${params.type}` };
    case 'enum':
      return oneOf(params.allowedValues as unknown[]);
    case 'const':
      return oneOf([params.allowedValue]);
    case 'format':
      return { zh: `格式应为 ${params.format}`, en: `must have the format ${params.format}` };
    case 'pattern':
      return { zh: `格式应符合 ${params.pattern}`, en: `must match ${params.pattern}` };
    case 'minimum':
      return { zh: `不能小于 ${limit}`, en: `must not be less than ${limit}` };
    case 'maximum':
      return { zh: `不能大于 ${limit}`, en: `must not be greater than ${limit}` };
    case 'exclusiveMinimum':
      return { zh: `应大于 ${limit}`, en: `must be greater than ${limit}` };
    case 'exclusiveMaximum':
      return { zh: `应小于 ${limit}`, en: `must be less than ${limit}` };
    case 'minLength':
      return { zh: `至少 ${limit} 个字符`, en: `must have at least ${limit} characters` };
    case 'maxLength':
      return { zh: `最多 ${limit} 个字符`, en: `must have at most ${limit} characters` };
    case 'minItems':
      return { zh: `至少 ${limit} 项`, en: `must have at least ${limit} items` };
    case 'maxItems':
      return { zh: `最多 ${limit} 项`, en: `must have at most ${limit} items` };
    case 'uniqueItems':
      return { zh: '有重复的项', en: 'must not repeat items' };
    default:
      return { zh: '不是允许的写法', en: 'has none of the allowed forms' };
  }
}

function oneOf(values: readonly unknown[]): Bilingual {
  const list = values.map(String).join(', ');
  return { zh: `只能是 ${list}`, en: `must be one of ${list}` };
}
