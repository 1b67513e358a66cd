import type { BarRow } from './stacked-bars.tsx';

export interface LaidOutBar {
  readonly row: BarRow;
  readonly total: number;
  readonly parts: readonly {
    readonly key: string;
    readonly value: number;
    readonly x: number;
    readonly partPx: number;
  }[];
}

/** Bars to one scale: the longest row fills the width. */
export function layOutBars(rows: readonly BarRow[], width: number): LaidOutBar[] {
  const totalOf = (row: BarRow): number => row.parts.reduce((sum, { value }) => sum + value, 0);
  const most = Math.max(...rows.map(totalOf), 0);
  const scale = most === 0 ? 0 : width / most;
  return rows.map((row) => {
    let x = 0;
    const parts = row.parts
      .filter(({ value }) => value > 0)
      .map(({ key, value }) => {
        const partPx = value * scale;
        const part = { key, value, x, partPx };
        x += partPx;
        return part;
      });
    return { row, total: totalOf(row), parts };
  });
}

/** The first of some labels, from full to brief, that is not wider than the room; none where none fits. */
export function labelThatFits(labels: readonly string[], roomPx: number): string {
  return labels.find((label) => widthPx(label) <= roomPx) ?? '';
}

/** At 12 px a Han character takes 12 px; a wide Latin letter or a digit takes at most 8. */
function widthPx(text: string): number {
  let width = 0;
  for (const character of text) width += character > '\u2e7f' ? 12 : 8;
  return width;
}
