import type { Pixels } from './hatch.ts';

const RADIUS_PX = 5;
const RIM_PX = 2;

/** spot:#3d4db3 = a round spot of that colour with a white rim; the name is all that is needed to draw it. */
export function spotName(color: string): string {
  return `spot:${color}`;
}

/** Draws the image of a spot name at twice the size, for `pixelRatio` 2; null for any other name. */
export function spotOf(name: string): Pixels | null {
  const match = /^spot:#([0-9a-f]{6})$/.exec(name);
  if (!match) return null;
  const rgb = Number.parseInt(match[1]!, 16);
  const size = 2 * 2 * (RADIUS_PX + RIM_PX + 1);
  const middle = (size - 1) / 2;
  const data = new Uint8ClampedArray(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const at = (y * size + x) * 4;
      const fromMiddle = Math.hypot(x - middle, y - middle);
      const filled = covered(2 * RADIUS_PX - fromMiddle);
      data[at] = mixed(rgb >> 16, filled);
      data[at + 1] = mixed((rgb >> 8) & 255, filled);
      data[at + 2] = mixed(rgb & 255, filled);
      data[at + 3] = 255 * covered(2 * (RADIUS_PX + RIM_PX) - fromMiddle);
    }
  }
  return { width: size, height: size, data };
}

/** How much of a pixel lies within an edge that is so many pixels outside of its middle. */
function covered(pixels: number): number {
  return Math.max(0, Math.min(1, pixels + 0.5));
}

function mixed(channel: number, share: number): number {
  return Math.round(share * channel + (1 - share) * 255);
}
