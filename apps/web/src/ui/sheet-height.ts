export type SheetHeight = 'low' | 'middle' | 'high';

const order: readonly SheetHeight[] = ['low', 'middle', 'high'];

/** Pixels of a height in a room of so many pixels; the stylesheet says the same. */
export function sheetPx(height: SheetHeight, roomPx: number): number {
  return height === 'low' ? 72 : height === 'middle' ? Math.round(roomPx * 0.48) : roomPx - 8;
}

export function nearestHeight(px: number, roomPx: number): SheetHeight {
  const away = (height: SheetHeight): number => Math.abs(sheetPx(height, roomPx) - px);
  return order.toSorted((a, b) => away(a) - away(b))[0]!;
}

export function nextHeight(height: SheetHeight, direction: 'up' | 'down' | 'around'): SheetHeight {
  const at = order.indexOf(height);
  if (direction === 'around') return order[(at + 1) % order.length]!;
  return order[Math.max(0, Math.min(order.length - 1, at + (direction === 'up' ? 1 : -1)))]!;
}
