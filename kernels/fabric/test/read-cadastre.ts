import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { gaussKruger } from '../earth/gauss-kruger.ts';
import { addLonLatPolygon, type LonLatCoordinates } from '../earth/lonlat.ts';
import { buildPolygonIndex, searchBox } from '../polygons/polygon-index.ts';
import { type Polygons, PolygonsBuilder } from '../polygons/polygons.ts';

const FILE = fileURLToPath(
  new URL('../../../../shared/data/cambridge-2014/parcels.geojson.gz', import.meta.url),
);

export interface Cadastre {
  readonly polygons: Polygons;
  /** The parcels whose boxes meet a box in metres of the plane. */
  within(minX: number, minY: number, maxX: number, maxY: number): Polygons;
}

interface Feature {
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
}

/** The parcels of Cambridge, Massachusetts, in a plane of their own (central meridian 71° W); null where the file is absent. */
export function readCadastre(): Cadastre | null {
  if (!existsSync(FILE)) return null;
  const { features } = JSON.parse(gunzipSync(readFileSync(FILE)).toString('utf8')) as { features: Feature[] };
  const projection = gaussKruger({ centralMeridianDeg: -71, falseEastingM: 500_000 });
  const builder = new PolygonsBuilder({ originX: 490_000, originY: 4_690_000 });
  for (const { geometry } of features) {
    const coordinates = geometry?.type === 'Polygon' ? [geometry.coordinates] : (geometry?.coordinates ?? []);
    addLonLatPolygon(builder, projection, coordinates as LonLatCoordinates);
  }
  const polygons = builder.finish();
  return {
    polygons,
    within(minX, minY, maxX, maxY) {
      return selectPolygons(polygons, searchBox(buildPolygonIndex(polygons), minX, minY, maxX, maxY));
    },
  };
}

/** The rows told, as columns of their own. */
export function selectPolygons(polygons: Polygons, rows: ArrayLike<number>): Polygons {
  const { ringStart, pointStart, xs, ys, originX, originY, resolutionM } = polygons;
  const builder = new PolygonsBuilder(polygons);
  for (const row of Array.from(rows)) {
    builder.beginPolygon();
    for (let r = ringStart[row]!; r < ringStart[row + 1]!; r++) {
      const ring: number[] = [];
      let doubled = 0;
      for (let k = pointStart[r]!; k < pointStart[r + 1]!; k++) {
        const next = k + 1 === pointStart[r + 1]! ? pointStart[r]! : k + 1;
        ring.push(originX + xs[k]! * resolutionM, originY + ys[k]! * resolutionM);
        doubled += xs[k]! * ys[next]! - xs[next]! * ys[k]!;
      }
      builder.ring(ring, doubled < 0);
    }
  }
  return builder.finish();
}
