/** Where a key moves the active row of a table, or null when it is not one of the table's keys. */
export function tableKey(key: string, active: number, rows: number, page: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(rows - 1, active + 1);
    case 'ArrowUp':
      return Math.max(0, active - 1);
    case 'PageDown':
      return Math.min(rows - 1, active + page);
    case 'PageUp':
      return Math.max(0, active - page);
    case 'Home':
      return 0;
    case 'End':
      return rows - 1;
    default:
      return null;
  }
}
