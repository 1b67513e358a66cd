import type { Bilingual } from './bilingual.ts';

export type GeodataErrorCode =
  | 'file-missing'
  | 'file-empty'
  | 'file-too-large'
  | 'format-unknown'
  | 'format-unsupported'
  | 'format-damaged'
  | 'format-not-as-stated'
  | 'archive-refused'
  | 'layer-needed'
  | 'layer-unknown'
  | 'columns-needed'
  | 'crs-unknown'
  | 'crs-unsupported'
  | 'crs-needed'
  | 'crs-implausible'
  | 'encoding-unknown'
  | 'encoding-wrong'
  | 'limit-passed'
  | 'write-refused';

/**
 * A file as a whole cannot be read or written. What is wrong with one feature is a `Fault` of that feature instead.
 * `message` is the English text; `text` has both languages; `candidates` lists what the caller may state.
 */
export class GeodataError extends Error {
  readonly code: GeodataErrorCode;
  readonly text: Bilingual;
  readonly candidates: readonly { readonly value: string; readonly note: Bilingual }[];

  constructor(
    code: GeodataErrorCode,
    text: Bilingual,
    candidates: readonly { readonly value: string; readonly note: Bilingual }[] = [],
  ) {
    super(text.en);
    this.name = 'GeodataError';
    this.code = code;
    this.text = text;
    this.candidates = candidates;
  }
}
