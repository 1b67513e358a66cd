import { signedArea } from '../check/ring-columns.ts';
import type { Crs } from '../crs/crs.ts';
import { eastFirst, fromLonLat } from '../from-lon-lat.ts';
import { GeodataError } from '../geodata-error.ts';
import { type Geometry, type Position, partsOf } from '../geometry.ts';
import type { PendingFile } from '../pending-file.ts';

const types = {
  Point: 1,
  MultiPoint: 8,
  LineString: 3,
  MultiLineString: 3,
  Polygon: 5,
  MultiPolygon: 5,
} as const;
const HEADER_BYTES = 100;
/** Offsets count 16-bit words in a signed 32-bit number; most software stops at half of that. */
const FILE_BYTES_MAX = 2 ** 31 - 1;

/** Writes a `.shp` and its `.shx` side by side; the headers are completed at the end. */
export class ShapesWriter {
  readonly #shp: PendingFile;
  readonly #shx: PendingFile;
  readonly #crs: Crs;
  #type = 0;
  #count = 0;
  #box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];

  constructor(shp: PendingFile, shx: PendingFile, crs: Crs) {
    this.#shp = shp;
    this.#shx = shx;
    this.#crs = eastFirst(crs);
  }

  async write(geometry: Geometry | null): Promise<void> {
    if (this.#count === 0) {
      await this.#shp.write(Buffer.alloc(HEADER_BYTES));
      await this.#shx.write(Buffer.alloc(HEADER_BYTES));
    }
    this.#count++;
    const content = geometry === null ? Buffer.alloc(4) : this.#content(geometry);
    const header = Buffer.alloc(8);
    header.writeInt32BE(this.#count, 0);
    header.writeInt32BE(content.length / 2, 4);
    const entry = Buffer.alloc(8);
    entry.writeInt32BE(this.#shp.bytes / 2, 0);
    entry.writeInt32BE(content.length / 2, 4);
    await this.#shx.write(entry);
    await this.#shp.write(header);
    await this.#shp.write(content);
    if (this.#shp.bytes > FILE_BYTES_MAX) {
      throw new GeodataError('write-refused', {
        zh: 'Shapefile 不能超过 2 GB；请改用 GeoPackage',
        en: 'a Shapefile cannot be larger than 2 GB; use GeoPackage',
      });
    }
  }

  async finish(): Promise<void> {
    if (this.#count === 0) {
      await this.#shp.write(Buffer.alloc(HEADER_BYTES));
      await this.#shx.write(Buffer.alloc(HEADER_BYTES));
    }
    await this.#shp.overwrite(0, this.#header(this.#shp.bytes));
    await this.#shx.overwrite(0, this.#header(this.#shx.bytes));
  }

  #header(fileBytes: number): Buffer {
    const bytes = Buffer.alloc(HEADER_BYTES);
    bytes.writeInt32BE(9994, 0);
    bytes.writeInt32BE(fileBytes / 2, 24);
    bytes.writeInt32LE(1000, 28);
    bytes.writeInt32LE(this.#type === 0 ? types.Polygon : this.#type, 32);
    const box = this.#box.every(Number.isFinite) ? this.#box : [0, 0, 0, 0];
    for (let i = 0; i < 4; i++) bytes.writeDoubleLE(box[i]!, 36 + i * 8);
    return bytes;
  }

  #content(geometry: Geometry): Buffer {
    const type = geometry.type === 'GeometryCollection' ? 0 : types[geometry.type];
    if (type === 0 || (this.#type !== 0 && this.#type !== type)) {
      throw new GeodataError('write-refused', {
        zh: `Shapefile 只能存一种图形类型，第 ${this.#count} 个要素是 ${geometry.type}`,
        en: `a Shapefile holds one type of geometry; feature ${this.#count} is a ${geometry.type}`,
      });
    }
    this.#type = type;
    const projected = fromLonLat(geometry, this.#crs);
    if (projected.type === 'Point') return this.#point(projected.coordinates);
    const lines = linesOf(projected);
    return projected.type === 'MultiPoint' ? this.#points(lines[0]!) : this.#lines(type, lines);
  }

  #point(position: Position): Buffer {
    const content = Buffer.alloc(20);
    content.writeInt32LE(types.Point, 0);
    content.writeDoubleLE(position[0], 4);
    content.writeDoubleLE(position[1], 12);
    this.#grow(boxOf([position]));
    return content;
  }

  #points(points: Position[]): Buffer {
    const content = Buffer.alloc(40 + points.length * 16);
    content.writeInt32LE(types.MultiPoint, 0);
    this.#writeBox(content, points);
    content.writeInt32LE(points.length, 36);
    writePoints(content, 40, points);
    return content;
  }

  #lines(type: number, lines: Position[][]): Buffer {
    const points = lines.flat();
    const pointsAt = 44 + lines.length * 4;
    const content = Buffer.alloc(pointsAt + points.length * 16);
    content.writeInt32LE(type, 0);
    this.#writeBox(content, points);
    content.writeInt32LE(lines.length, 36);
    content.writeInt32LE(points.length, 40);
    let start = 0;
    lines.forEach((line, i) => {
      content.writeInt32LE(start, 44 + i * 4);
      start += line.length;
    });
    writePoints(content, pointsAt, points);
    return content;
  }

  #writeBox(content: Buffer, points: readonly Position[]): void {
    const box = boxOf(points);
    this.#grow(box);
    for (let i = 0; i < 4; i++) content.writeDoubleLE(Number.isFinite(box[i]) ? box[i]! : 0, 4 + i * 8);
  }

  #grow(box: readonly [number, number, number, number]): void {
    const [minX, minY, maxX, maxY] = this.#box;
    this.#box = [
      Math.min(minX, box[0]),
      Math.min(minY, box[1]),
      Math.max(maxX, box[2]),
      Math.max(maxY, box[3]),
    ];
  }
}

/** Closed rings with exteriors clockwise and holes the other way; lines as they are. */
function linesOf(geometry: Geometry): Position[][] {
  switch (geometry.type) {
    case 'MultiPoint':
    case 'LineString':
      return [geometry.coordinates];
    case 'MultiLineString':
      return geometry.coordinates;
    case 'Polygon':
    case 'MultiPolygon':
      return partsOf(geometry).flatMap((part) =>
        part.map((ring, r) => (signedArea(ring) > 0 === r > 0 ? ring : [...ring].reverse())),
      );
    default:
      return [];
  }
}

function boxOf(points: readonly Position[]): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return box;
}

function writePoints(content: Buffer, start: number, points: readonly Position[]): void {
  let at = start;
  for (const [x, y] of points) {
    content.writeDoubleLE(x, at);
    content.writeDoubleLE(y, at + 8);
    at += 16;
  }
}
