import type { Bilingual } from '../bilingual.ts';
import type { Guess } from '../geo-feature.ts';
import { GeodataError, type GeodataErrorCode } from '../geodata-error.ts';

/** A `GeodataError` that travels between processes. */
export interface Refusal {
  readonly error: {
    readonly code: GeodataErrorCode;
    readonly text: Bilingual;
    readonly candidates: Guess['candidates'];
  };
}

/** What is wrong with the file as a value; any other error is thrown on. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof GeodataError)) throw error;
  const { code, text, candidates } = error;
  return { error: { code, text, candidates } };
}
