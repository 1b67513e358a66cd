/** Pixels as MapLibre takes an image. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** hatch:#b2182b:8:1 = lines of that colour every 8 px, leaning right; the name is all that is needed to draw it. */
export function hatchName(color: string, everyPx: number, lean: 1 | -1): string {
  return `hatch:${color}:${everyPx}:${lean}`;
}

/** Draws the image of a hatch name at twice the size, for `pixelRatio` 2; null for any other name. */
export function hatchOf(name: string): Pixels | null {
  const match = /^hatch:#([0-9a-f]{6}):(\d+):(-?1)$/.exec(name);
  if (!match) return null;
  const rgb = Number.parseInt(match[1]!, 16);
  const size = Number(match[2]) * 2;
  const lean = Number(match[3]);
  const data = new Uint8ClampedArray(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const at = (y * size + x) * 4;
      data[at] = rgb >> 16;
      data[at + 1] = (rgb >> 8) & 255;
      data[at + 2] = rgb & 255;
      data[at + 3] = 255 * coverage((x + lean * y + size) % size, size);
    }
  }
  return { width: size, height: size, data };
}

/** How much of a pixel at this distance across the hatch lies on the line, 2.5 px wide and seamless at the edges. */
function coverage(across: number, size: number): number {
  const distance = Math.min(across, size - across);
  return Math.max(0, Math.min(1, 1.75 - distance));
}
