import type { Import, ImportProposal } from '@lizhu/land/contract';
import { useState } from 'react';
import { draftOf, type ImportDraft } from './import-draft.ts';

/** The officer's draft of one import, kept in this tab, so that a reload loses nothing. */
export function useDraft(
  entry: Import,
  proposal: ImportProposal,
): readonly [ImportDraft, (draft: ImportDraft) => void] {
  const key = `lizhu.import.${entry.id}.${entry.revision}`;
  const [draft, setDraft] = useState<ImportDraft>(() => {
    const kept = sessionStorage.getItem(key);
    return kept === null ? draftOf(entry, proposal) : (JSON.parse(kept) as ImportDraft);
  });
  const keep = (next: ImportDraft): void => {
    sessionStorage.setItem(key, JSON.stringify(next));
    setDraft(next);
  };
  return [draft, keep];
}
