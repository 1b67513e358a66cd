import type { Transaction } from '@lizhu/db';
import { addWkb, buildOverlayIndex, overlayByClass, PolygonsBuilder, planeAreasSqm } from '@lizhu/fabric';
import { planeOf } from '../fabric/load-fabric.ts';
import { loadBoundaries } from '../fabric/load-layer.ts';
import { type Plane, projectionOf } from '../fabric/plane.ts';

/** A base holds a parcel when at least this share of it lies inside. */
const BELONGS_SHARE = 0.5;
/** How far from its central meridian the plane of a programme serves; beyond it a coordinate system was mistaken. */
const REACH_DEG = 5;

/** Where features lie: in the plane of the programme, and in its bases in force. */
export interface BasePlacement {
  readonly plane: Plane;
  /** Whether each polygon lies within the plane. */
  fit(wkbs: readonly Uint8Array[]): boolean[];
  /** The base that holds at least half of each polygon; null where none does, or where it lies beyond the plane. */
  place(wkbs: readonly Uint8Array[]): (string | null)[];
}

export async function openBasePlacement(tx: Transaction): Promise<BasePlacement> {
  const plane = await planeOf(tx);
  const boundaries = await loadBoundaries(tx, plane);
  const rows = Int32Array.from({ length: boundaries.polygons.count }, (_, row) => row);
  const index = buildOverlayIndex(boundaries.polygons, rows);
  return {
    plane,
    fit: (wkbs) => placed(plane, wkbs).rowOf.map((row) => row !== -1),
    place(wkbs) {
      const { builder, rowOf } = placed(plane, wkbs);
      const polygons = builder.finish();
      const areas = planeAreasSqm(polygons);
      const inBases = overlayByClass(index, polygons);
      return rowOf.map((row) => {
        if (row === -1) return null;
        let best = -1;
        let bestSqm = BELONGS_SHARE * areas[row]!;
        for (let i = inBases.start[row]!; i < inBases.start[row + 1]!; i++) {
          if (inBases.areaSqm[i]! < bestSqm || inBases.areaSqm[i] === 0) continue;
          best = inBases.classIndex[i]!;
          bestSqm = inBases.areaSqm[i]!;
        }
        return best === -1 ? null : boundaries.ids[best]!;
      });
    },
  };
}

/** Polygons in the plane; `rowOf` is -1 for those that have no place in it. */
function placed(
  plane: Plane,
  wkbs: readonly Uint8Array[],
): { builder: PolygonsBuilder; rowOf: readonly number[] } {
  const builder = new PolygonsBuilder({ originX: plane.originX, originY: plane.originY });
  const projection = projectionOf(plane);
  const rowOf = wkbs.map((wkb) => {
    try {
      return addWkb(builder, projection, wkb);
    } catch (error) {
      if (error instanceof RangeError) return -1;
      throw error;
    }
  });
  return { builder, rowOf };
}

/** Whether a box lies where the programme's plane serves. */
export function isNear(plane: Plane, [west, , east]: readonly [number, number, number, number]): boolean {
  const { centralMeridianDeg } = plane;
  return west >= centralMeridianDeg - REACH_DEG && east <= centralMeridianDeg + REACH_DEG;
}
