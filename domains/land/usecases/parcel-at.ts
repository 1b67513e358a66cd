import { buildPolygonIndex, polygonAt } from '@lizhu/fabric';
import type { LandSnapshot } from '../fabric/land-snapshot.ts';
import { projectionOf } from '../fabric/plane.ts';

/** The parcel that holds a place in degrees, of those in a snapshot; null where none does. */
export async function parcelAt(snapshot: LandSnapshot, lon: number, lat: number): Promise<string | null> {
  const { parcels, plane, ids } = await snapshot.fabric();
  const index = await snapshot.derive('places', () => buildPolygonIndex(parcels));
  const place = new Float64Array(2);
  projectionOf(plane).forward(lon, lat, place);
  return ids[polygonAt(index, place[0]!, place[1]!)] ?? null;
}
