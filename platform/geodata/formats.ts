import { boundaryTxt } from './boundary-txt/boundary-txt.ts';
import { csv } from './coordinate-table/csv.ts';
import { xlsx } from './coordinate-table/xlsx.ts';
import { flatgeobuf } from './flatgeobuf/flatgeobuf.ts';
import type { Format } from './format.ts';
import { geojson } from './geojson/geojson.ts';
import { geopackage } from './geopackage/geopackage.ts';
import { shapefile } from './shapefile/shapefile.ts';

/** Every format that is read and written, in the order in which a file is tried against them. */
export const formats: readonly Format[] = [
  geopackage,
  flatgeobuf,
  shapefile,
  xlsx,
  geojson,
  boundaryTxt,
  csv,
];

/** The format of an id. @throws RangeError where there is none. */
export function formatOf(id: string): Format {
  const format = formats.find((each) => each.id === id);
  if (!format)
    throw new RangeError(`Unknown format "${id}"; known are ${formats.map((each) => each.id).join(', ')}`);
  return format;
}
