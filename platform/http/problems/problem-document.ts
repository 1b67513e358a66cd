import Type, { type Static } from 'typebox';
import { fillText, type Language } from '../bilingual.ts';
import type { Catalogue } from './catalogue.ts';
import type { ProblemDefinition } from './define-problems.ts';
import type { Problem } from './problem.ts';

/** A problem as it travels: RFC 9457 with `code`, `remedy`, `slots`, `requestId` and `errors` as extension members. */
export const ProblemDocument = Type.Object({
  type: Type.String(),
  code: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.Optional(Type.String()),
  remedy: Type.String(),
  slots: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
  requestId: Type.Optional(Type.String()),
  errors: Type.Optional(
    Type.Array(Type.Object({ place: Type.String(), code: Type.String(), message: Type.String() })),
  ),
});
export type ProblemDocument = Static<typeof ProblemDocument>;

/** The path under which the catalogue explains a code. */
export function problemType(code: string): string {
  return `/problems/${code}`;
}

/** @throws Error when the catalogue does not have the code: the slice forgot to define it, or the server to list it. */
export function problemDocument(catalogue: Catalogue, problem: Problem, language: Language): ProblemDocument {
  const definition = definitionOf(catalogue, problem);
  const { slots } = problem;
  const filled = Object.entries(slots).map(([name, value]): [string, string | number] => [
    name,
    typeof value === 'object' ? value[language] : value,
  ]);
  const { requestId } = slots;
  return {
    type: problemType(problem.code),
    code: problem.code,
    title: fillText(definition.title, language, slots),
    status: definition.status,
    ...(definition.detail === undefined ? {} : { detail: fillText(definition.detail, language, slots) }),
    remedy: fillText(definition.remedy, language, slots),
    ...(filled.length === 0 ? {} : { slots: Object.fromEntries(filled) }),
    ...(typeof requestId === 'string' ? { requestId } : {}),
    ...(problem.errors.length === 0
      ? {}
      : {
          errors: problem.errors.map(({ place, code, message }) => ({
            place,
            code,
            message: fillText(message, language),
          })),
        }),
  };
}

function definitionOf(catalogue: Catalogue, problem: Problem): ProblemDefinition {
  const definition = catalogue.get(problem.code);
  if (definition === undefined)
    throw new Error(`Cannot answer with ${problem.code}: the catalogue does not have it`);
  return definition;
}
