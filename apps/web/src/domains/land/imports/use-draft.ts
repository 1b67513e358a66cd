import type { Import, ImportProposal } from '@lizhu/land/contract';
import { useState } from 'react';
import { carriedOver, draftOf, type ImportDraft } from './import-draft.ts';

/** The officer's draft of one import, kept in this tab, so that a reload loses nothing, nor does a new look at the file. */
export function useDraft(
  entry: Import,
  proposal: ImportProposal,
): readonly [ImportDraft, (draft: ImportDraft) => void] {
  const key = `lizhu.import.${entry.id}`;
  const [draft, setDraft] = useState<ImportDraft>(() => {
    const text = sessionStorage.getItem(key);
    const fresh = draftOf(entry, proposal);
    if (text === null) return fresh;
    const kept = JSON.parse(text) as Kept;
    if (kept.revision === entry.revision) return kept.draft;
    return carriedOver(fresh, kept.draft, proposal);
  });
  const keep = (next: ImportDraft): void => {
    sessionStorage.setItem(key, JSON.stringify({ revision: entry.revision, draft: next } satisfies Kept));
    setDraft(next);
  };
  return [draft, keep];
}

interface Kept {
  readonly revision: number;
  readonly draft: ImportDraft;
}
