import { BoxSearch, type BoxTree, buildBoxTree } from './box-tree.ts';
import { polygonBoxes } from './polygon-boxes.ts';
import type { Polygons } from './polygons.ts';

/** Polygons with a tree of their boxes, to be asked by place. Plain columns, never changed. */
export interface PolygonIndex {
  readonly polygons: Polygons;
  readonly tree: BoxTree;
}

/** Indexes polygons by their boxes; empty ones are never found. */
export function buildPolygonIndex(
  polygons: Polygons,
  options: { readonly shared?: boolean } = {},
): PolygonIndex {
  return { polygons, tree: buildBoxTree(polygonBoxes(polygons), options) };
}

/** Rows whose boxes meet a box in metres of the plane (touching counts), ascending. */
export function searchBox(
  index: PolygonIndex,
  minXM: number,
  minYM: number,
  maxXM: number,
  maxYM: number,
): Int32Array {
  const { originX, originY, resolutionM } = index.polygons;
  const search = new BoxSearch(index.tree);
  const found = search.find(
    Math.ceil((minXM - originX) / resolutionM),
    Math.ceil((minYM - originY) / resolutionM),
    Math.floor((maxXM - originX) / resolutionM),
    Math.floor((maxYM - originY) / resolutionM),
  );
  return search.hits.slice(0, found).sort();
}

/**
 * The first row that holds a point in metres of the plane; -1 when none does. A point on an edge that two polygons share belongs to
 * just one of them.
 */
export function polygonAt(index: PolygonIndex, xM: number, yM: number): number {
  const { originX, originY, resolutionM } = index.polygons;
  const x = (xM - originX) / resolutionM;
  const y = (yM - originY) / resolutionM;
  const search = new BoxSearch(index.tree);
  const found = search.find(Math.floor(x), Math.floor(y), Math.ceil(x), Math.ceil(y));
  for (const row of search.hits.slice(0, found).sort()) if (holds(index.polygons, row, x, y)) return row;
  return -1;
}

/** Whether edges to the right of the point cross its parallel an odd number of times. */
function holds({ ringStart, pointStart, xs, ys }: Polygons, row: number, x: number, y: number): boolean {
  let inside = false;
  for (let r = ringStart[row]!; r < ringStart[row + 1]!; r++) {
    const end = pointStart[r + 1]!;
    let px = xs[end - 1]!;
    let py = ys[end - 1]!;
    for (let i = pointStart[r]!; i < end; i++) {
      const qx = xs[i]!;
      const qy = ys[i]!;
      if (py > y !== qy > y) {
        // Each edge is taken upward, so that both its neighbours compute the same.
        const [lx, ly, ux, uy] = py < qy ? [px, py, qx, qy] : [qx, qy, px, py];
        if ((ux - lx) * (y - ly) > (x - lx) * (uy - ly)) inside = !inside;
      }
      px = qx;
      py = qy;
    }
  }
  return inside;
}
