import type { Bilingual, Slots } from '../bilingual.ts';

/** One fault among several, with its place in what was sent: `body/lines/0/value`, `query/limit`. */
export interface PlacedError {
  readonly place: string;
  /** Stable, for programs. */
  readonly code: string;
  readonly message: Bilingual;
}

export interface ProblemOptions {
  readonly cause?: unknown;
  readonly errors?: readonly PlacedError[];
  /** When it is worth asking again. */
  readonly retryAfterSeconds?: number;
}

/**
 * What a request cannot have, in the terms of the catalogue: thrown anywhere below a route, answered as problem+json.
 * `code` is slice and name, `land.site-not-found`; its definition has the status and the texts, `slots` fills them.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: string;
  readonly slots: Slots;
  readonly errors: readonly PlacedError[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: string, slots: Slots = {}, options: ProblemOptions = {}) {
    super(code, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.slots = slots;
    this.errors = options.errors ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
