import { type Feature, generateCity, type ParcelProperties, parcelFeatures } from '@lizhu/demo';
import { createWriter, type Geometry, resolveCrs } from '@lizhu/geodata';

/**
 * `node make-geopackage.js FILE PARCELS SEED`: parcels of another city as a GeoPackage for import, a degree north of the
 * demonstration's and with codes of another county, so that they meet nothing that is there.
 */
const [file, parcels, seed] = process.argv.slice(2);
const COUNTY = '441902';
const NORTH_DEG = 1;

const city = generateCity({ parcels: Number(parcels), seed: Number(seed) });
const writer = await createWriter(file!, 'geopackage', {
  crs: resolveCrs('EPSG:4490'),
  layerName: 'parcels',
  fields: [
    { name: 'code', type: 'text' },
    { name: 'use_code', type: 'text' },
    { name: 'tenure', type: 'text' },
    { name: 'acquired', type: 'boolean' },
    { name: 'owner', type: 'text' },
    { name: 'legal_area_sqm', type: 'number' },
  ],
});
let written = 0;
for (const { properties, geometry } of parcelFeatures(city)) {
  if (written++ === Number(parcels)) break;
  const { code, use_code, tenure, acquired, owner, legal_area_sqm } = properties;
  await writer.write({
    id: null,
    geometry: northward(geometry),
    properties: { code: COUNTY + code.slice(6), use_code, tenure, acquired, owner, legal_area_sqm },
  });
}
await writer.finish();

function northward({ coordinates }: Feature<ParcelProperties>['geometry']): Geometry {
  const rings = coordinates as readonly (readonly (readonly [number, number])[])[];
  return {
    type: 'Polygon',
    coordinates: rings.map((ring) => ring.map(([lon, lat]) => [lon, lat + NORTH_DEG])),
  };
}
