import { type SheetHeight, sheetPx } from '../ui/sheet-height.ts';

/** How much of the map is covered on each side, in pixels. */
export interface Insets {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const PANEL_LEFT = 312;
const PANEL_RIGHT = 376;
const MARGIN = 24;
/** Half of a name reaches beyond what it names. */
const MARGIN_BESIDE = 48;

/**
 * What the panels of a map page leave free; the stylesheet of the layout says the same. On a telephone the sheet over the
 * map is low until something is chosen.
 */
export function insetsOf(
  sides: readonly ('left' | 'right' | 'bottom')[],
  isPhone: boolean,
  roomPx: number,
  sheet: SheetHeight = 'middle',
): Insets {
  if (isPhone)
    return { left: MARGIN_BESIDE, right: MARGIN_BESIDE, top: 56, bottom: sheetPx(sheet, roomPx) + MARGIN };
  return {
    left: (sides.includes('left') ? PANEL_LEFT : 0) + MARGIN_BESIDE,
    right: (sides.includes('right') ? PANEL_RIGHT : 0) + MARGIN_BESIDE,
    top: 56,
    bottom: (sides.includes('bottom') ? Math.round(roomPx * 0.42) : 0) + MARGIN,
  };
}
