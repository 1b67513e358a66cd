import { type ImportTarget, targetFields } from '../contract.ts';

/** For each field of a target the column of the file that usually holds it; a column serves one field only. */
export function proposeMapping(target: ImportTarget, columns: readonly string[]): Record<string, string> {
  const taken = new Set<string>();
  const mapping: Record<string, string> = {};
  for (const { key, usual } of targetFields[target]) {
    for (const name of usual) {
      const column = columns.find((entry) => entry.trim().toLowerCase() === name && !taken.has(entry));
      if (column === undefined) continue;
      taken.add(column);
      mapping[key] = column;
      break;
    }
  }
  return mapping;
}
