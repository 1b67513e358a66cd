import { type ImportProposal, type ImportTarget, targetFields } from '@lizhu/land/contract';

/** For each field of a target the column of the file that usually holds it; a column serves one field only. */
export function proposeMapping(
  target: ImportTarget,
  columns: readonly Pick<ImportProposal['fields'][number], 'name'>[],
): Record<string, string> {
  const taken = new Set<string>();
  const mapping: Record<string, string> = {};
  for (const { key, usual } of targetFields[target]) {
    for (const name of usual) {
      const column = columns.find(
        (entry) => entry.name.trim().toLowerCase() === name && !taken.has(entry.name),
      );
      if (column === undefined) continue;
      taken.add(column.name);
      mapping[key] = column.name;
      break;
    }
  }
  return mapping;
}
