import { doubleArea, type Polygons } from '@lizhu/fabric';
import { readinessClasses, readinessLooks } from '../contract.ts';

/** What the map of a site sheet draws, all in one plane. */
export interface SiteMap {
  readonly parcels: Polygons;
  /** Rows of the parcels around the site, and of the site itself. */
  readonly rows: readonly number[];
  readonly readiness: Uint8Array;
  /** Rings of the outline in plane metres, x, y pairs. */
  readonly outline: readonly (readonly number[])[];
  readonly rectangle: readonly number[];
  /** Rings of base boundaries in plane metres. */
  readonly boundaries: readonly (readonly number[])[];
  readonly window: {
    readonly minX: number;
    readonly minY: number;
    readonly maxX: number;
    readonly maxY: number;
  };
  readonly words: { readonly north: string };
}

/** Of the drawing, in points. */
export const SHEET_MAP = { width: 520, height: 360 } as const;
const { width: WIDTH, height: HEIGHT } = SHEET_MAP;

/** Draws the map as SVG: parcels by readiness, base boundary, outline, scale bar and north arrow. */
export function drawSiteMap(map: SiteMap): string {
  const { minX, minY, maxX, maxY } = map.window;
  const scale = Math.min(WIDTH / (maxX - minX), HEIGHT / (maxY - minY));
  const left = (WIDTH - (maxX - minX) * scale) / 2;
  const bottom = (HEIGHT - (maxY - minY) * scale) / 2;
  const px = (x: number): string => (left + (x - minX) * scale).toFixed(1);
  const py = (y: number): string => (HEIGHT - bottom - (y - minY) * scale).toFixed(1);
  const path = (ring: readonly number[]): string => {
    let text = '';
    for (let i = 0; i + 1 < ring.length; i += 2)
      text += `${i === 0 ? 'M' : 'L'}${px(ring[i]!)} ${py(ring[i + 1]!)}`;
    return `${text}Z`;
  };
  const byClass = readinessClasses.map((): string[] => []);
  for (const row of map.rows) {
    byClass[map.readiness[row]!]?.push(...ringsOf(map.parcels, row).map(path));
  }
  const fills = readinessClasses.map((name, index) => {
    const d = byClass[index]!.join('');
    const { color, hatched } = readinessLooks[name];
    return d === ''
      ? ''
      : `<path d="${d}" fill="${color}" fill-opacity="${hatched ? 0.55 : 0.75}" stroke="#ffffff" stroke-width="0.3" fill-rule="evenodd"/>`;
  });
  const boundary = map.boundaries.map(path).join('');
  const outline = map.outline.map(path).join('');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">`,
    `<rect x="0" y="0" width="${WIDTH}" height="${HEIGHT}" fill="#fafafa"/>`,
    ...fills,
    boundary === ''
      ? ''
      : `<path d="${boundary}" fill="none" stroke="#c00000" stroke-width="1.2" stroke-dasharray="6 2"/>`,
    `<path d="${outline}" fill="none" stroke="#111111" stroke-width="1.8"/>`,
    map.rectangle.length === 0
      ? ''
      : `<path d="${path(map.rectangle)}" fill="none" stroke="#111111" stroke-width="0.7" stroke-dasharray="3 2"/>`,
    scaleBar(scale),
    northArrow(map.words.north),
    `<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${HEIGHT - 1}" fill="none" stroke="#999999" stroke-width="0.6"/>`,
    '</svg>',
  ].join('');
}

/** The rings of a polygon in plane metres. */
export function ringsOf(polygons: Polygons, index: number): number[][] {
  const { ringStart, pointStart, xs, ys, originX, originY, resolutionM } = polygons;
  const rings: number[][] = [];
  for (let r = ringStart[index]!; r < ringStart[index + 1]!; r++) {
    const ring: number[] = [];
    for (let i = pointStart[r]!; i < pointStart[r + 1]!; i++) {
      ring.push(originX + xs[i]! * resolutionM, originY + ys[i]! * resolutionM);
    }
    rings.push(ring);
  }
  return rings;
}

/** Whether a ring of a polygon is a hole. */
export function isHole(polygons: Polygons, ring: number): boolean {
  return doubleArea(polygons.xs, polygons.ys, polygons.pointStart[ring]!, polygons.pointStart[ring + 1]!) < 0;
}

function scaleBar(pixelsPerMetre: number): string {
  const metres = niceLength(110 / pixelsPerMetre);
  const width = metres * pixelsPerMetre;
  const label = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  const y = HEIGHT - 14;
  return (
    `<rect x="10" y="${y - 12}" width="${(width + 46).toFixed(1)}" height="20" fill="#ffffff" fill-opacity="0.85"/>` +
    `<path d="M16 ${y - 4}V${y}H${(16 + width).toFixed(1)}V${y - 4}" fill="none" stroke="#111111" stroke-width="1"/>` +
    `<text x="${(20 + width).toFixed(1)}" y="${y + 1}" font-size="8" font-family="NotoSansSC" fill="#111111">${label}</text>`
  );
}

/** The largest of 1, 2, 5 × 10ⁿ that is not longer. */
function niceLength(longest: number): number {
  const power = 10 ** Math.floor(Math.log10(longest));
  return [5, 2, 1].map((step) => step * power).find((length) => length <= longest) ?? power;
}

function northArrow(word: string): string {
  const x = WIDTH - 24;
  return (
    `<rect x="${x - 10}" y="8" width="20" height="36" fill="#ffffff" fill-opacity="0.85"/>` +
    `<path d="M${x} 12L${x + 6} 30L${x} 26L${x - 6} 30Z" fill="#111111"/>` +
    `<text x="${x}" y="41" font-size="9" text-anchor="middle" font-family="NotoSansSC" fill="#111111">${word}</text>`
  );
}
