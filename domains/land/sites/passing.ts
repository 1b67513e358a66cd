import { type Polygons, PolygonsBuilder } from '@lizhu/fabric';
import { type ReadinessClass, readinessClasses, type SiteCriteria } from '../contract.ts';
import type { Compute } from '../fabric/fabric-thread.ts';
import type { LandFabric } from '../fabric/land-fabric.ts';
import { projectionOf } from '../fabric/plane.ts';

/** A drawn area holds a parcel when at least this share of it lies inside. */
const INSIDE_SHARE = 0.5;

/** From the origin of a plane; its grid reaches a little further. */
const REACH_M = 2_000_000;

/** Water, roads and railways: nobody frees these. The same codes as in the first readiness table. */
const NEVER_FREED: readonly string[] = ['10', '1101', '1102', '1107', '1109'];

/** 1 for each parcel of the classes asked for, within the bases and the drawn area. */
export async function passingOf(
  fabric: LandFabric,
  criteria: Pick<SiteCriteria, 'baseIds' | 'area' | 'classes'>,
  compute: Compute,
): Promise<Uint8Array> {
  const passing = ofClasses(fabric, criteria.classes);
  if (criteria.baseIds.length > 0) {
    const wanted = fabric.base.dictionary.map((id) => criteria.baseIds.includes(id));
    for (let row = 0; row < passing.length; row++) if (!wanted[fabric.base.codes[row]!]) passing[row] = 0;
  }
  if (criteria.area !== undefined) {
    const area = drawn(fabric, criteria.area);
    if (area === null) return passing.fill(0);
    const covered = await compute('cover', { parcels: fabric.parcels, area });
    for (let row = 0; row < passing.length; row++) {
      if (covered[row]! < INSIDE_SHARE * fabric.areaSqm[row]!) passing[row] = 0;
    }
  }
  return passing;
}

export function ofClasses(fabric: LandFabric, classes: readonly ReadinessClass[]): Uint8Array {
  const wanted = readinessClasses.map((name) => classes.includes(name));
  return fabric.readiness.map((index) => (wanted[index] === true ? 1 : 0));
}

/** 1 for each parcel that keeps sites of these classes apart and that somebody could free. */
export function blockableOf(fabric: LandFabric, classes: readonly ReadinessClass[]): Uint8Array {
  const { codes, dictionary } = fabric.facts.codes.useCode;
  const freed = dictionary.map((code) => !NEVER_FREED.some((prefix) => code.startsWith(prefix)));
  const blocked = readinessClasses.map((name) => !classes.includes(name));
  return fabric.readiness.map((index, row) =>
    blocked[index] === true && freed[codes[row]!] === true ? 1 : 0,
  );
}

/** The drawn ring in the plane of the parcels; null where it lies so far away that the plane does not reach it. */
function drawn(
  { plane, parcels }: LandFabric,
  area: readonly (readonly [number, number])[],
): Polygons | null {
  const projection = projectionOf(plane);
  const out = new Float64Array(2);
  const ring = area.flatMap(([lon, lat]) => {
    projection.forward(lon, lat, out);
    return [out[0]!, out[1]!];
  });
  const reaches = ring.every(
    (value, i) => Math.abs(value - (i % 2 === 0 ? plane.originX : plane.originY)) < REACH_M,
  );
  if (!reaches) return null;
  const builder = new PolygonsBuilder(parcels);
  builder.beginPolygon();
  builder.ring(ring, false);
  return builder.finish();
}
