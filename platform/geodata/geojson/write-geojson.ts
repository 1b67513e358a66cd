import { signedArea } from '../check/ring-columns.ts';
import type { Crs } from '../crs/crs.ts';
import type { OutFeature, WriteOptions, Writer } from '../format.ts';
import { areaGeometry, type Geometry, partsOf, type Ring } from '../geometry.ts';
import { PendingFile } from '../pending-file.ts';
import { shortNumber } from '../simple-features/write-wkt.ts';

/** Digits behind the point: a tenth of a millimetre in degrees and in metres. */
const DECIMALS = { degrees: 9, metres: 4 };

/**
 * Writes a FeatureCollection, one feature a line: RFC 7946 for longitude and latitude (EPSG:4490 is told apart from WGS 84
 * by nobody who reads GeoJSON), and for any other system with the `crs` member of the 2008 specification, which GDAL and
 * QGIS read.
 */
export async function createGeoJson(path: string, options: WriteOptions): Promise<Writer> {
  return new GeoJsonWriter(await PendingFile.create(path), options);
}

class GeoJsonWriter implements Writer {
  readonly #file: PendingFile;
  readonly #options: WriteOptions;
  #count = 0;

  constructor(file: PendingFile, options: WriteOptions) {
    this.#file = file;
    this.#options = options;
  }

  async write({ id, properties, geometry }: OutFeature): Promise<void> {
    const identifier = id === null ? '' : `"id":${JSON.stringify(id)},`;
    const text = `{"type":"Feature",${identifier}"properties":${JSON.stringify(properties)},"geometry":${geometryText(geometry, this.#options.crs)}}`;
    await this.#file.write(`${this.#count++ === 0 ? this.#head() : ',\n'}${text}`);
  }

  async finish(): Promise<void> {
    await this.#file.write(`${this.#count === 0 ? this.#head() : ''}\n]}\n`);
    await this.#file.finish();
  }

  async discard(): Promise<void> {
    await this.#file.discard();
  }

  #head(): string {
    const { crs, layerName } = this.#options;
    const member = crsMember(crs);
    return `{"type":"FeatureCollection","name":${JSON.stringify(layerName)},${member}"features":[\n`;
  }
}

function crsMember({ id, epsg }: Crs): string {
  if (epsg === 4326 || epsg === 4490) return '';
  const name = epsg === null ? id : `urn:ogc:def:crs:EPSG::${epsg}`;
  return `"crs":${JSON.stringify({ type: 'name', properties: { name } })},`;
}

/** A geometry in EPSG:4490 as GeoJSON text in another system, exteriors counter-clockwise (RFC 7946 §3.1.6). */
export function geometryText(geometry: Geometry | null, crs: Crs): string {
  if (geometry === null) return 'null';
  if (geometry.type === 'GeometryCollection') {
    const members = geometry.geometries.map((member) => geometryText(member, crs));
    return `{"type":"GeometryCollection","geometries":[${members.join(',')}]}`;
  }
  const decimals = crs.geographic ? DECIMALS.degrees : DECIMALS.metres;
  const text = (value: unknown): string => {
    const list = value as readonly unknown[];
    if (typeof list[0] !== 'number') return `[${list.map(text).join(',')}]`;
    const [x, y] = crs.fromLonLat(list[0], list[1] as number);
    return `[${numberText(x, decimals)},${numberText(y, decimals)}]`;
  };
  const turned =
    geometry.type === 'Polygon' || geometry.type === 'MultiPolygon'
      ? { type: geometry.type, coordinates: turnedParts(geometry.type, partsOf(geometry)) }
      : geometry;
  return `{"type":"${turned.type}","coordinates":${text(turned.coordinates)}}`;
}

function turnedParts(type: 'Polygon' | 'MultiPolygon', parts: Ring[][]): unknown {
  const turned = parts.map((part) =>
    part.map((ring, r) => (signedArea(ring) > 0 === (r === 0) ? ring : [...ring].reverse())),
  );
  return type === 'Polygon' ? areaGeometry(turned).coordinates : turned;
}

function numberText(value: number, decimals: number): string {
  return Number.isFinite(value) ? shortNumber(value, decimals) : 'null';
}
