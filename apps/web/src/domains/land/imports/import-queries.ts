import type { Import, ImportFault, ImportMapping, ImportStatement } from '@lizhu/land/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { address, change, read } from '../../../app/http.ts';
import { LAND } from '../queries.ts';

const IMPORTS = `${LAND}/imports`;

export interface ImportRows {
  readonly rows: Import[];
  readonly next: string | null;
}

export interface FaultRows {
  readonly rows: ImportFault[];
  readonly total: number;
  readonly next: string | null;
}

export const importPage = (cursor: string | null) => read<ImportRows>(IMPORTS, { query: { cursor } });

export const recentImportsQuery = queryOptions({
  queryKey: ['land', 'imports', 'recent'],
  queryFn: () => importPage(null),
});

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['land', 'import', id],
    queryFn: () => read<Import>(`${IMPORTS}/${id}`),
  });

export const faultPage = (
  id: string,
  filter: { readonly severity?: string; readonly code?: string },
  cursor: string | null,
) => read<FaultRows>(`${IMPORTS}/${id}/faults`, { query: { ...filter, cursor, limit: 100 } });

export function importAddress(
  id: string,
  part: 'faults.geojson' | 'faults.xlsx' | 'quarantine' | 'events',
): string {
  return `${IMPORTS}/${id}/${part}`;
}

/** @param base The base that the file is for; null where the post leaves no choice. */
export function upload({
  file,
  base,
}: {
  readonly file: File;
  readonly base: string | null;
}): Promise<Import> {
  const form = new FormData();
  form.append('file', file);
  return change<Import>('POST', address(IMPORTS, { base }), form);
}

/** What an officer can do with an import; each answers with its new state. */
export function useImportStep(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (step: ImportStep) => change<Import>('POST', `${IMPORTS}/${id}/${step.verb}`, step.body),
    onSuccess: (next) => client.setQueryData(importQuery(id).queryKey, next),
    onSettled: () => client.invalidateQueries({ queryKey: ['land', 'imports'] }),
  });
}

export type ImportStep =
  | { readonly verb: 'inspect'; readonly body: ImportStatement & { readonly revision: number } }
  | { readonly verb: 'mapping'; readonly body: ImportMapping }
  | { readonly verb: 'commit' | 'undo' | 'discard'; readonly body: { readonly revision: number } }
  | { readonly verb: 'cancel'; readonly body?: undefined };
