import { type Bilingual, slotsOf } from '../bilingual.ts';

/** What everyone should know of a kind of problem. Texts may have `{slots}`. */
export interface ProblemDefinition {
  /** 400 to 599. */
  readonly status: number;
  /** What happened. */
  readonly title: Bilingual;
  /** More about it, where the title is not enough. */
  readonly detail?: Bilingual;
  /** What to do. */
  readonly remedy: Bilingual;
}

/** The problems of one slice, by name. */
export interface ProblemSet {
  readonly slice: string;
  readonly definitions: Readonly<Record<string, ProblemDefinition>>;
}

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Defines the problems of a slice; their codes are `slice.name`.
 *
 * @throws Error when a name, status or text is malformed, or the two languages name different slots.
 */
export function defineProblems<Name extends string>(
  slice: string,
  definitions: Readonly<Record<Name, ProblemDefinition>>,
): ProblemSet & { readonly definitions: Readonly<Record<Name, ProblemDefinition>> } {
  if (!NAME.test(slice)) throw new Error(`Cannot define problems: "${slice}" is no slice name`);
  for (const [name, definition] of Object.entries<ProblemDefinition>(definitions)) {
    const code = `${slice}.${name}`;
    if (!NAME.test(name)) throw new Error(`Cannot define ${code}: a name is lower-case-with-hyphens`);
    if (!Number.isInteger(definition.status) || definition.status < 400 || definition.status > 599) {
      throw new Error(`Cannot define ${code}: ${definition.status} is no status of an error`);
    }
    for (const part of ['title', 'detail', 'remedy'] as const) {
      const text = definition[part];
      if (text === undefined) continue;
      if (text.zh.trim() === '' || text.en.trim() === '')
        throw new Error(`Cannot define ${code}: its ${part} is empty`);
      if (slotsOf(text.zh).join() !== slotsOf(text.en).join()) {
        throw new Error(`Cannot define ${code}: the languages of its ${part} name different slots`);
      }
    }
  }
  return Object.freeze({ slice, definitions: Object.freeze({ ...definitions }) });
}
