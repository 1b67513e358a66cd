import type { GaussKruger } from '../earth/gauss-kruger.ts';
import { type BoxTree, buildBoxTree } from '../polygons/box-tree.ts';
import { doubleArea, type Polygons } from '../polygons/polygons.ts';
import { roomFor } from '../polygons/room-for.ts';
import { type MercatorColumns, mercatorColumns } from './mercator-columns.ts';

/** Polygons ready for tiles: their points on the map and a tree of their boxes. Plain columns, never changed. */
export interface TileIndex {
  readonly count: number;
  readonly ringStart: Int32Array;
  readonly pointStart: Int32Array;
  readonly points: MercatorColumns;
  /** 1 where a ring is a hole. */
  readonly hole: Uint8Array;
  readonly tree: BoxTree;
}

/** Transforms polygons of a plane for tiles: about 0.5 s and 120 MB a million parcels of 12 points. */
export function buildTileIndex(
  polygons: Polygons,
  projection: GaussKruger,
  options: { readonly shared?: boolean } = {},
): TileIndex {
  const { count, ringStart, pointStart } = polygons;
  const points = mercatorColumns(polygons, projection, options);
  const rings = pointStart.length - 1;
  const hole = new Uint8Array(roomFor(rings, options.shared));
  const boxes = new Int32Array(4 * count);
  for (let i = 0; i < count; i++) {
    const firstRing = ringStart[i]!;
    const lastRing = ringStart[i + 1]!;
    for (let r = firstRing + 1; r < lastRing; r++) {
      if (doubleArea(polygons.xs, polygons.ys, pointStart[r]!, pointStart[r + 1]!) < 0) hole[r] = 1;
    }
    boxOf(points, pointStart[firstRing]!, pointStart[lastRing]!, boxes, 4 * i);
  }
  return { count, ringStart, pointStart, points, hole, tree: buildBoxTree(boxes, options) };
}

/** An empty polygon gets a box that no tile meets but those at the map's lower right corner, where it encodes to nothing. */
const NOWHERE = 2 ** 31 - 1;

function boxOf(
  { xs, ys }: MercatorColumns,
  first: number,
  last: number,
  boxes: Int32Array,
  at: number,
): void {
  let minX = NOWHERE;
  let minY = NOWHERE;
  let maxX = first === last ? NOWHERE : -NOWHERE - 1;
  let maxY = maxX;
  for (let i = first; i < last; i++) {
    const x = xs[i]!;
    const y = ys[i]!;
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  boxes[at] = minX;
  boxes[at + 1] = minY;
  boxes[at + 2] = maxX;
  boxes[at + 3] = maxY;
}
