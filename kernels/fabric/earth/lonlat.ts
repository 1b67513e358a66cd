import type { PolygonsBuilder } from '../polygons/polygons.ts';
import type { GaussKruger } from './gauss-kruger.ts';

/** GeoJSON MultiPolygon coordinates: polygons of rings of longitude, latitude in degrees (EPSG:4490). */
export type LonLatCoordinates = readonly (readonly (readonly (readonly number[])[])[])[];

let ring = new Float64Array(1024);

/** Adds GeoJSON-style MultiPolygon coordinates as one polygon of the plane; returns its index. */
export function addLonLatPolygon(
  builder: PolygonsBuilder,
  projection: GaussKruger,
  coordinates: LonLatCoordinates,
): number {
  const index = builder.beginPolygon();
  for (const part of coordinates) {
    for (const [ringIndex, points] of part.entries()) {
      const target = roomFor(points.length);
      for (let i = 0; i < points.length; i++) {
        target[2 * i] = points[i]![0]!;
        target[2 * i + 1] = points[i]![1]!;
      }
      projection.forwardAll(target, points.length);
      builder.ring(target.subarray(0, 2 * points.length), ringIndex > 0);
    }
  }
  return index;
}

/**
 * Adds a polygon or multipolygon in well-known binary (OGC 06-103r4, either byte order, EWKB and ISO dimensions) as one
 * polygon of the plane; returns its index. Heights and measures are passed over.
 *
 * @throws RangeError when the bytes end early, hold another kind of geometry, or a point that has no place in the plane; the polygon
 *   begun then stays in the builder with the rings before the fault.
 */
export function addWkb(
  builder: PolygonsBuilder,
  projection: GaussKruger,
  bytes: Uint8Array,
  offset = 0,
): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const index = builder.beginPolygon();
  readGeometry(builder, projection, view, offset, false);
  return index;
}

const POLYGON = 3;
const MULTI_POLYGON = 6;

/** Reads a polygon, or a multipolygon of polygons, at `at`; returns where the next geometry begins. */
function readGeometry(
  builder: PolygonsBuilder,
  projection: GaussKruger,
  view: DataView,
  at: number,
  inMulti: boolean,
): number {
  need(view, at, 9);
  const order = view.getUint8(at);
  if (order > 1) throw new RangeError(`Cannot read WKB at byte ${at}: byte order ${order} is not 0 or 1`);
  const little = order === 1;
  const type = view.getUint32(at + 1, little);
  const flags = type >>> 28;
  const kind = (type & 0x0fffffff) % 1000;
  const isoDimensions = Math.floor((type & 0x0fffffff) / 1000);
  const dimensions =
    2 + (flags & 8 ? 1 : 0) + (flags & 4 ? 1 : 0) + (isoDimensions === 3 ? 2 : isoDimensions > 0 ? 1 : 0);
  if (isoDimensions > 3 || (kind !== POLYGON && (kind !== MULTI_POLYGON || inMulti))) {
    throw new RangeError(`Cannot read WKB at byte ${at}: geometry type ${type} is not a polygon`);
  }
  let position = at + 5 + (flags & 2 ? 4 : 0);
  need(view, position, 4);
  const members = view.getUint32(position, little);
  position += 4;
  if (kind === MULTI_POLYGON) {
    for (let member = 0; member < members; member++) {
      position = readGeometry(builder, projection, view, position, true);
    }
    return position;
  }
  const stride = dimensions * 8;
  for (let ringIndex = 0; ringIndex < members; ringIndex++) {
    need(view, position, 4);
    const points = view.getUint32(position, little);
    position += 4;
    need(view, position, points * stride);
    const target = roomFor(points);
    for (let i = 0; i < points; i++) {
      target[2 * i] = view.getFloat64(position, little);
      target[2 * i + 1] = view.getFloat64(position + 8, little);
      position += stride;
    }
    projection.forwardAll(target, points);
    builder.ring(target.subarray(0, 2 * points), ringIndex > 0);
  }
  return position;
}

function need(view: DataView, at: number, bytes: number): void {
  if (at + bytes > view.byteLength) {
    throw new RangeError(
      `Cannot read WKB at byte ${at}: ${bytes} bytes wanted, ${view.byteLength - at} left`,
    );
  }
}

function roomFor(points: number): Float64Array {
  if (ring.length < 2 * points) ring = new Float64Array(4 * points);
  return ring;
}
