import {
  type Import,
  type ImportMapping,
  type ImportProposal,
  type ImportTarget,
  targetFields,
} from '@lizhu/land/contract';
import { proposeMapping } from './propose-mapping.ts';

export type GuessName = 'format' | 'encoding' | 'crs';

/** What the officer has said so far about a file; kept until it is sent. */
export interface ImportDraft {
  readonly target: ImportTarget | null;
  readonly format: string | null;
  readonly encoding: string | null;
  readonly crs: string | null;
  readonly layer: string | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly source: string;
  readonly documentNumber: string;
  readonly effectiveFrom: string;
  readonly onExisting: ImportMapping['onExisting'];
  /** Guesses that a person has looked at; certain ones count as looked at. */
  readonly confirmed: Readonly<Record<GuessName, boolean>>;
}

/** What the file seems to be, or what was said about it when it was sent before. */
export function draftOf(entry: Import, proposal: ImportProposal): ImportDraft {
  const said = entry.mapping;
  return {
    target: said?.target ?? entry.target,
    format: said?.format ?? proposal.format.value,
    encoding: said?.encoding ?? proposal.encoding.value,
    crs: said?.crs ?? proposal.crs.value,
    layer: said?.layer ?? proposal.layer,
    fields: said?.fields ?? proposal.mapping,
    source: said?.source ?? '',
    documentNumber: said?.documentNumber ?? '',
    effectiveFrom: said?.effectiveFrom ?? '',
    onExisting: said?.onExisting ?? 'quarantine',
    confirmed: {
      format: said !== null || proposal.format.confidence === 'certain',
      // A file without text of its own has no encoding to confirm.
      encoding:
        said !== null || proposal.encoding.confidence === 'certain' || proposal.encoding.value === null,
      crs: said !== null || proposal.crs.confidence === 'certain',
    },
  };
}

/** Another target has other fields: those that the file usually fills are proposed anew. */
export function withTarget(draft: ImportDraft, target: ImportTarget, proposal: ImportProposal): ImportDraft {
  return { ...draft, target, fields: proposeMapping(target, proposal.fields) };
}

export type Missing =
  | 'target'
  | GuessName
  | 'source'
  | 'documentNumber'
  | 'effectiveFrom'
  | `field:${string}`;

/** What must still be said before the dry run. */
export function missingOf(draft: ImportDraft): readonly Missing[] {
  const missing: Missing[] = [];
  if (draft.target === null) missing.push('target');
  for (const name of ['format', 'encoding', 'crs'] as const) {
    const needed = name !== 'encoding' && draft[name] === null;
    if (needed || !draft.confirmed[name]) missing.push(name);
  }
  for (const { key, required } of draft.target === null ? [] : targetFields[draft.target]) {
    if (required && draft.fields[key] === undefined) missing.push(`field:${key}`);
  }
  if (draft.source.trim() === '') missing.push('source');
  if (draft.target === 'boundaries') {
    if (draft.documentNumber.trim() === '') missing.push('documentNumber');
    if (draft.effectiveFrom === '') missing.push('effectiveFrom');
  }
  return missing;
}

/** The draft as it is sent; only when nothing is missing. */
export function mappingOf(draft: ImportDraft): ImportMapping {
  const { target, format, encoding, crs, layer, fields, onExisting } = draft;
  if (target === null || format === null || crs === null)
    throw new Error('Cannot send the mapping: it is not complete');
  const documentNumber = draft.documentNumber.trim();
  return {
    target,
    format,
    encoding,
    crs,
    layer,
    fields: { ...fields },
    source: draft.source.trim(),
    onExisting,
    ...(documentNumber === '' ? {} : { documentNumber }),
    ...(draft.effectiveFrom === '' ? {} : { effectiveFrom: draft.effectiveFrom }),
  };
}
