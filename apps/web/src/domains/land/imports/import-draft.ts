import {
  type Import,
  type ImportMapping,
  type ImportProposal,
  type ImportTarget,
  targetFields,
} from '@lizhu/land/contract';
import { proposeMapping } from './propose-mapping.ts';

export type GuessName = 'format' | 'encoding' | 'columns' | 'crs';

/** What the officer has said so far about a file; kept until it is sent. */
export interface ImportDraft {
  readonly target: ImportTarget | null;
  readonly format: string | null;
  readonly encoding: string | null;
  readonly crs: string | null;
  readonly layer: string | null;
  /** As they were proposed; null where the format itself says what is what. Others are proposed by looking at the file anew. */
  readonly columns: string | null;
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
  const columns = proposal.columns?.value ?? null;
  // What was said of the file by other columns, or of another sheet, does not hold for these.
  const isSame = said !== null && (said.columns ?? null) === columns;
  const held = isSame && (columns === null || said.layer === proposal.layer) ? said : null;
  return {
    target: said?.target ?? entry.target,
    format: held?.format ?? proposal.format.value,
    encoding: held?.encoding ?? proposal.encoding.value,
    crs: held?.crs ?? proposal.crs.value,
    layer: held?.layer ?? proposal.layer,
    columns,
    fields: held?.fields ?? proposal.mapping,
    source: said?.source ?? '',
    documentNumber: said?.documentNumber ?? '',
    effectiveFrom: said?.effectiveFrom ?? '',
    onExisting: said?.onExisting ?? 'quarantine',
    confirmed: {
      format: held !== null || proposal.format.confidence === 'certain',
      // A file without text of its own has no encoding to confirm.
      encoding:
        held !== null || proposal.encoding.confidence === 'certain' || proposal.encoding.value === null,
      columns: held !== null || proposal.columns === undefined || proposal.columns.confidence === 'certain',
      crs: held !== null || proposal.crs.confidence === 'certain',
    },
  };
}

/** What was said that does not depend on how the file is read is kept when it was looked at anew. */
export function carriedOver(draft: ImportDraft, before: ImportDraft, proposal: ImportProposal): ImportDraft {
  const { target, source, documentNumber, effectiveFrom, onExisting } = before;
  const carried = { ...draft, source, documentNumber, effectiveFrom, onExisting };
  return target === null || target === draft.target ? carried : withTarget(carried, target, proposal);
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
  for (const name of ['format', 'encoding', 'columns', 'crs'] as const) {
    const needed = (name === 'format' || name === 'crs') && draft[name] === null;
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
  const { target, format, encoding, crs, layer, columns, fields, onExisting } = draft;
  if (target === null || format === null || crs === null)
    throw new Error('Cannot send the mapping: it is not complete');
  const documentNumber = draft.documentNumber.trim();
  return {
    target,
    format,
    encoding,
    crs,
    layer,
    ...(columns === null ? {} : { columns }),
    fields: { ...fields },
    source: draft.source.trim(),
    onExisting,
    ...(documentNumber === '' ? {} : { documentNumber }),
    ...(draft.effectiveFrom === '' ? {} : { effectiveFrom: draft.effectiveFrom }),
  };
}
