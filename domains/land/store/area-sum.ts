/**
 * The sum of an area column in m², the same whatever the order of the rows: a float sum differs in its last bits with the
 * order, and so would tell of rows that the asker may not see. Exact to 1e-4 m² a row; 0 of nothing.
 */
export function areaSum(column: string): string {
  return `coalesce(sum((${column} * 10000)::bigint), 0)::float8 / 10000`;
}
