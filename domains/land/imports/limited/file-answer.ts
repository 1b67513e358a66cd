import type { GeodataError, GeodataErrorCode } from '@lizhu/geodata';
import type { Bilingual } from '@lizhu/programme/contract';

/** What a limited child says of a file: an answer, or why the file as a whole is refused. */
export type FileAnswer<Answer> =
  | { readonly refusal: null; readonly answer: Answer }
  | { readonly refusal: Refusal; readonly answer: null };

export interface Refusal {
  readonly code: GeodataErrorCode;
  readonly text: Bilingual;
}

export function refused({ code, text }: GeodataError): { refusal: Refusal; answer: null } {
  return { refusal: { code, text }, answer: null };
}
