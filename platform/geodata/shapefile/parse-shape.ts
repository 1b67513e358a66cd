import { signedArea } from '../check/ring-columns.ts';
import type { Crs } from '../crs/crs.ts';
import type { Geometry, Position, Ring } from '../geometry.ts';
import { type ParsedGeometry, type Problem, unparsed } from '../parsed-geometry.ts';
import { assembleRings } from '../rings/assemble-rings.ts';

/** Shape types, without the tens that tell Z (1x) and M (2x). */
const NULL_SHAPE = 0;
const POINT = 1;
const POLYLINE = 3;
const POLYGON = 5;
const MULTIPOINT = 8;
const MULTIPATCH = 31;
const BOX_BYTES = 32;

/**
 * A shape from the content of its record, taken through `crs` where one is given (null leaves the coordinates as they are,
 * and the rings of a polygon as loose parts). Heights and measures are left out and said so.
 */
export function parseShape(content: Buffer, crs: Crs | null): ParsedGeometry {
  const type = content.readInt32LE(0);
  if (type === NULL_SHAPE) return unparsed('geometry-null');
  if (type === MULTIPATCH) return unparsed('geometry-unknown', { type: 'MultiPatch' });
  const base = type % 10;
  if (type < 0 || type > 28 || ![POINT, POLYLINE, POLYGON, MULTIPOINT].includes(base)) {
    return unparsed('geometry-unknown', { type: `shape type ${type}` });
  }
  const problems: Problem[] = [];
  if (type >= 11 && type <= 18) problems.push({ code: 'z-dropped' });
  if (type >= 21) problems.push({ code: 'm-dropped' });
  if (base === POINT) {
    if (content.length < 20) return damaged();
    return { geometry: { type: 'Point', coordinates: positionAt(content, 4, crs) }, problems };
  }
  if (base === MULTIPOINT) {
    const points = positions(content, 4 + BOX_BYTES, 8 + BOX_BYTES, crs);
    return points ? { geometry: { type: 'MultiPoint', coordinates: points }, problems } : damaged();
  }
  const lines = linesOf(content, crs);
  if (!lines) return damaged();
  if (base === POLYLINE) return { geometry: lineGeometry(lines), problems };
  const { geometry, problem } = polygonOf(lines, crs);
  return { geometry, problems: problem ? [...problems, problem] : problems };
}

function damaged(): ParsedGeometry {
  const detail = {
    zh: '点数或环数与记录长度不符',
    en: 'the numbers of its points or rings do not fit the length of the record',
  };
  return unparsed('record-damaged', { detail });
}

function linesOf(content: Buffer, crs: Crs | null): Position[][] | null {
  const header = 4 + BOX_BYTES + 8;
  if (content.length < header) return null;
  const partCount = content.readInt32LE(4 + BOX_BYTES);
  const pointCount = content.readInt32LE(8 + BOX_BYTES);
  if (partCount < 0 || pointCount < 0 || partCount > pointCount) return null;
  const pointsAt = header + partCount * 4;
  if (pointsAt + pointCount * 16 > content.length) return null;
  const lines: Position[][] = [];
  for (let part = 0; part < partCount; part++) {
    const from = content.readInt32LE(header + part * 4);
    const to = part + 1 < partCount ? content.readInt32LE(header + part * 4 + 4) : pointCount;
    if (from < 0 || to < from || to > pointCount) return null;
    const line: Position[] = [];
    for (let point = from; point < to; point++) line.push(positionAt(content, pointsAt + point * 16, crs));
    lines.push(line);
  }
  return lines;
}

function positions(content: Buffer, countAt: number, pointsAt: number, crs: Crs | null): Position[] | null {
  if (content.length < pointsAt) return null;
  const count = content.readInt32LE(countAt);
  if (count < 0 || pointsAt + count * 16 > content.length) return null;
  return Array.from({ length: count }, (_, i) => positionAt(content, pointsAt + i * 16, crs));
}

function positionAt(content: Buffer, at: number, crs: Crs | null): Position {
  const x = content.readDoubleLE(at);
  const y = content.readDoubleLE(at + 8);
  return crs ? crs.toLonLat(x, y) : [x, y];
}

function lineGeometry(lines: Position[][]): Geometry {
  return lines.length === 1
    ? { type: 'LineString', coordinates: lines[0]! }
    : { type: 'MultiLineString', coordinates: lines };
}

/** Exteriors run clockwise and holes the other way; where place contradicts direction, place decides. */
function polygonOf(rings: Ring[], crs: Crs | null): { geometry: Geometry; problem: Problem | null } {
  if (rings.length === 0) return { geometry: { type: 'Polygon', coordinates: [] }, problem: null };
  if (!crs)
    return { geometry: { type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) }, problem: null };
  const holes = rings.map((ring) => signedArea(ring) > 0);
  const { parts, misplaced } = assembleRings(rings, holes);
  // Turned round here, because the direction that this format asks for is the opposite of the one the check gives.
  for (const part of parts) {
    for (let r = 0; r < part.length; r++) if (signedArea(part[r]!) > 0 === r > 0) part[r]!.reverse();
  }
  const geometry: Geometry =
    parts.length === 1
      ? { type: 'Polygon', coordinates: parts[0]! }
      : { type: 'MultiPolygon', coordinates: parts };
  if (misplaced.length === 0) return { geometry, problem: null };
  if (misplaced.length === rings.length) return { geometry, problem: { code: 'ring-turned' } };
  const numbers = misplaced
    .slice(0, 10)
    .map((ring) => ring + 1)
    .join(', ');
  return { geometry, problem: { code: 'ring-role', slots: { rings: numbers } } };
}
