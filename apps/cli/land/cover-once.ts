import {
  buildAdjacency,
  connectComponents,
  outlineGroups,
  overlayAreas,
  type Polygons,
  PolygonsBuilder,
  planeAreasSqm,
} from '@lizhu/fabric';

/** Polygons that have less than this in common with others do not overlap: their drawings differ. */
const OVERLAP_SQM_MIN = 0.01;
/** Whatever meets is taken together. */
const TOUCHING_M = 1e-6;

export interface Cover {
  readonly polygons: Polygons;
  /** How many polygons of the layer overlapped others. */
  readonly overlapping: number;
}

/**
 * The ground that a layer covers, each piece of it once: polygons that overlap are united, the others stay as they are. Overlays
 * count common ground of a layer's polygons as often as it is drawn, which would cover a parcel more than whole.
 */
export function coverOnce(layer: Polygons): Cover {
  const ownSqm = planeAreasSqm(layer);
  const coveredSqm = overlayAreas(layer, layer);
  const overlapping: number[] = [];
  const alone: number[] = [];
  for (const [row, own] of ownSqm.entries()) {
    (coveredSqm[row]! - own > OVERLAP_SQM_MIN ? overlapping : alone).push(row);
  }
  if (overlapping.length === 0) return { polygons: layer, overlapping: 0 };
  const tangled = rowsOf([[layer, overlapping]]);
  const adjacency = buildAdjacency(tangled, { toleranceM: 0, gapM: TOUCHING_M, minSharedM: 0 });
  const groups = connectComponents(adjacency, new Float64Array(tangled.count));
  const united = outlineGroups(tangled, groups, { toleranceM: layer.resolutionM });
  const all = Array.from({ length: united.count }, (_, row) => row);
  return {
    polygons: rowsOf([
      [layer, alone],
      [united, all],
    ]),
    overlapping: overlapping.length,
  };
}

function rowsOf(parts: readonly (readonly [Polygons, readonly number[]])[]): Polygons {
  const builder = new PolygonsBuilder(parts[0]![0]);
  for (const [{ ringStart, pointStart, xs, ys, originX, originY, resolutionM }, rows] of parts) {
    for (const row of rows) {
      builder.beginPolygon();
      for (let r = ringStart[row]!; r < ringStart[row + 1]!; r++) {
        const start = pointStart[r]!;
        const count = pointStart[r + 1]! - start;
        const ring = new Float64Array(2 * count);
        let doubled = 0;
        for (let k = 0; k < count; k++) {
          const [p, next] = [start + k, start + ((k + 1) % count)];
          ring[2 * k] = originX + xs[p]! * resolutionM;
          ring[2 * k + 1] = originY + ys[p]! * resolutionM;
          doubled +=
            (xs[p]! - xs[start]!) * (ys[next]! - ys[start]!) -
            (xs[next]! - xs[start]!) * (ys[p]! - ys[start]!);
        }
        builder.ring(ring, doubled < 0);
      }
    }
  }
  return builder.finish();
}
