import type { Polygons } from '@lizhu/fabric';
import type { City } from './city.ts';
import type { CityLayer } from './layers.ts';
import { parcelAt } from './parcels.ts';
import { lonLatOf } from './place.ts';

export type Ring = (readonly [lon: number, lat: number])[];

export interface Feature<Properties> {
  readonly type: 'Feature';
  readonly id: number;
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: Ring[] }
    | { readonly type: 'MultiPolygon'; readonly coordinates: Ring[][] };
  readonly properties: Properties;
}

export interface ParcelProperties {
  readonly code: string;
  readonly use_code: string;
  readonly tenure: 'state' | 'collective';
  readonly acquired: boolean;
  readonly village_industry: boolean;
  readonly owner: string;
  readonly legal_area_sqm: number;
}

export interface LayerProperties {
  readonly class_code: string;
  readonly name: string;
}

export interface BaseProperties {
  readonly code: string;
  readonly name: string;
  readonly version: number;
  readonly document_number: string;
  readonly effective_from: string;
  readonly effective_to: string | null;
}

/** The parcels one by one, as GeoJSON features in EPSG:4490; nothing is kept. */
export function* parcelFeatures(city: City): Generator<Feature<ParcelProperties>> {
  for (let i = 0; i < city.parcels.polygons.count; i++) {
    const parcel = parcelAt(city.parcels, i);
    yield {
      type: 'Feature',
      id: i,
      geometry: geometryAt(city.parcels.polygons, i),
      properties: {
        code: parcel.code,
        use_code: parcel.useCode,
        tenure: parcel.tenure,
        acquired: parcel.acquired,
        village_industry: parcel.villageIndustry,
        owner: parcel.owner,
        legal_area_sqm: parcel.legalAreaSqm,
      },
    };
  }
}

/** The features of a planning layer one by one. */
export function* layerFeatures(layer: CityLayer): Generator<Feature<LayerProperties>> {
  for (let i = 0; i < layer.polygons.count; i++) {
    const { code, name } = layer.classes[layer.classOf[i]!]!;
    yield {
      type: 'Feature',
      id: i,
      geometry: geometryAt(layer.polygons, i),
      properties: { class_code: code, name: nameOf(layer, name.zh, i) },
    };
  }
}

/** All versions of all base boundaries. */
export function* baseFeatures(city: City): Generator<Feature<BaseProperties>> {
  let id = 0;
  for (const base of city.bases) {
    for (const version of base.versions) {
      const polygons = version.boundary.rings.map(({ lonLat }): Ring[] => [closed(lonLat)]);
      yield {
        type: 'Feature',
        id: id++,
        geometry:
          polygons.length === 1
            ? { type: 'Polygon', coordinates: polygons[0]! }
            : { type: 'MultiPolygon', coordinates: polygons },
        properties: {
          code: base.code,
          name: version.name.zh,
          version: version.version,
          document_number: version.documentNumber,
          effective_from: version.effectiveFrom,
          effective_to: version.effectiveTo,
        },
      };
    }
  }
}

/** One polygon of columns as GeoJSON, longitude and latitude rounded to 1e-9°, rings closed. */
export function geometryAt(polygons: Polygons, index: number): Feature<unknown>['geometry'] {
  const { ringStart, pointStart, xs, ys } = polygons;
  const rings: Ring[] = [];
  const out = new Float64Array(2);
  for (let r = ringStart[index]!; r < ringStart[index + 1]!; r++) {
    const ring: Ring = [];
    for (let p = pointStart[r]!; p < pointStart[r + 1]!; p++) {
      lonLatOf(xs[p]!, ys[p]!, out);
      ring.push([out[0]!, out[1]!]);
    }
    ring.push(ring[0]!);
    rings.push(ring);
  }
  return { type: 'Polygon', coordinates: rings };
}

function nameOf(layer: CityLayer, className: string, index: number): string {
  const number = layer.numberOf[index]!;
  if (layer.kind === 'buildings') return `${className} ${number} 层`;
  if (layer.kind === 'renewal') return `更新单元 ${String(number).padStart(4, '0')}（演示）`;
  return className;
}

function closed(lonLat: readonly number[]): Ring {
  const ring: Ring = [];
  for (let i = 0; i < lonLat.length; i += 2) ring.push([lonLat[i]!, lonLat[i + 1]!]);
  ring.push(ring[0]!);
  return ring;
}
