/** The roles that a column of a table of coordinates may play, in the order in which they are asked for. */
export const tableRoles = ['x', 'y', 'parcel', 'point', 'ring', 'part', 'group', 'wkt', 'crs'] as const;
export type TableRole = (typeof tableRoles)[number];

/** Which column plays a role, as its index. */
export type ColumnRoles = Readonly<Partial<Record<TableRole, number>>>;

/** Columns as they are stated to the server, by number, so that no header can be mistaken. */
export function columnsText(headerLine: number, roles: ColumnRoles): string {
  const parts = tableRoles.flatMap((role) => {
    const column = roles[role];
    return column === undefined ? [] : [`${role}=#${column + 1}`];
  });
  return [`header=${headerLine}`, ...parts].join(';');
}

/** Whether the columns say where things are: a pair of coordinates, or a geometry as text. */
export function saysPlace({ x, y, wkt }: ColumnRoles): boolean {
  return wkt !== undefined || (x !== undefined && y !== undefined && x !== y);
}

/** A column plays one role: given another, it leaves the one it had. */
export function withRole(roles: ColumnRoles, role: TableRole, column: number | undefined): ColumnRoles {
  const others = Object.entries(roles).filter(([name, taken]) => name !== role && taken !== column);
  const kept = Object.fromEntries(others) as ColumnRoles;
  if (column === undefined) return kept;
  const swapped = role === 'x' ? 'y' : role === 'y' ? 'x' : null;
  const before = roles[role];
  if (swapped !== null && roles[swapped] === column && before !== undefined)
    return { ...kept, [role]: column, [swapped]: before };
  return { ...kept, [role]: column };
}
