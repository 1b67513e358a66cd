import type { Polygons, TileAddress } from '@lizhu/fabric';
import { benchPlane } from '../city/bench-city.ts';

export const zooms = [10, 13, 16] as const;

/** At most this many tiles of a zoom, spread over the parcels; a city has fewer at small zooms. */
const TILES_MAX: Readonly<Record<(typeof zooms)[number], number>> = { 10: 9, 13: 24, 16: 60 };

/** Tiles that hold parcels: those of every so-many-th parcel, each once. */
export function chooseTiles(parcels: Polygons, z: (typeof zooms)[number]): TileAddress[] {
  const { count, ringStart, pointStart, xs, ys, originX, originY, resolutionM } = parcels;
  const tiles = new Map<string, TileAddress>();
  const step = Math.max(1, Math.floor(count / 997));
  const out = new Float64Array(2);
  for (let row = 0; row < count; row += step) {
    const point = pointStart[ringStart[row]!]!;
    benchPlane.inverse(originX + xs[point]! * resolutionM, originY + ys[point]! * resolutionM, out);
    const side = 2 ** z;
    const lat = (out[1]! * Math.PI) / 180;
    const x = Math.floor(((out[0]! + 180) / 360) * side);
    const y = Math.floor(((1 - Math.asinh(Math.tan(lat)) / Math.PI) / 2) * side);
    tiles.set(`${x}/${y}`, { z, x, y });
  }
  const all = [...tiles.values()];
  const every = Math.max(1, all.length / TILES_MAX[z]);
  return Array.from({ length: Math.min(all.length, TILES_MAX[z]) }, (_, i) => all[Math.floor(i * every)]!);
}
