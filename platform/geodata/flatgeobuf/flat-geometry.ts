import type { Geometry, Position, Ring } from '../geometry.ts';
import { type ParsedGeometry, type Problem, unparsed } from '../parsed-geometry.ts';
import type { FlatTable, FlatVector } from './flat-table.ts';

/** Slots of the table Geometry, and its types, as `feature.fbs` numbers them. */
const ENDS = 4;
const XY = 6;
const Z = 8;
const M = 10;
const TYPE = 16;
const PARTS = 18;

export const geometryNames = [
  'Unknown',
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
  'CircularString',
  'CompoundCurve',
  'CurvePolygon',
  'MultiCurve',
  'MultiSurface',
  'Curve',
  'Surface',
  'PolyhedralSurface',
  'TIN',
  'Triangle',
] as const;

const DEPTH_MAX = 16;

/**
 * Reads the geometry of a feature; `headerType` holds where the header states one. Z and M are left out and said so.
 *
 * @throws RangeError where the buffer points outside itself.
 */
export function parseFlatGeometry(table: FlatTable, headerType: number, view: DataView): ParsedGeometry {
  const parser = new GeometryParser(view);
  try {
    const geometry = parser.geometry(table, headerType || table.uint8(TYPE, 0), 0);
    return { geometry, problems: parser.problems() };
  } catch (error) {
    if (error instanceof Refused) return unparsed(error.problem.code, error.problem.slots);
    throw error;
  }
}

class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

function damaged(zh: string, en: string): Refused {
  return new Refused({ code: 'record-damaged', slots: { detail: { zh, en } } });
}

class GeometryParser {
  readonly #view: DataView;
  /** Tables may point to the same bytes over and over; honest ones hold no more positions than their bytes. */
  #positionsLeft: number;
  #tablesLeft: number;
  #hasZ = false;
  #hasM = false;

  constructor(view: DataView) {
    this.#view = view;
    this.#positionsLeft = Math.floor(view.byteLength / 16);
    this.#tablesLeft = Math.floor(view.byteLength / 8) + 1;
  }

  problems(): Problem[] {
    const problems: Problem[] = [];
    if (this.#hasZ) problems.push({ code: 'z-dropped' });
    if (this.#hasM) problems.push({ code: 'm-dropped' });
    return problems;
  }

  geometry(table: FlatTable, type: number, depth: number): Geometry {
    if (depth > DEPTH_MAX) throw damaged('嵌套过深', 'nested too deep');
    if (this.#tablesLeft-- <= 0) throw damaged('部件重复引用', 'parts are referred to over and over');
    if ((table.vector(Z, 8)?.count ?? 0) > 0) this.#hasZ = true;
    if ((table.vector(M, 8)?.count ?? 0) > 0) this.#hasM = true;
    const name = geometryNames[type];
    switch (name) {
      case 'Point': {
        const [position] = this.#positions(table);
        return position ? { type: name, coordinates: position } : { type: 'MultiPoint', coordinates: [] };
      }
      case 'MultiPoint':
      case 'LineString':
        return { type: name, coordinates: this.#positions(table) };
      case 'MultiLineString':
      case 'Polygon':
        return { type: name, coordinates: this.#lines(table) };
      case 'MultiPolygon':
        return { type: name, coordinates: this.#parts(table).map((part) => this.#polygon(part, depth + 1)) };
      case 'GeometryCollection': {
        const parts = this.#parts(table);
        return {
          type: name,
          geometries: parts.map((part) => this.geometry(part, part.uint8(TYPE, 0), depth + 1)),
        };
      }
    }
    if (name === undefined || name === 'Unknown' || type >= 15) {
      throw new Refused({ code: 'geometry-unknown', slots: { type: name ?? type } });
    }
    throw new Refused({ code: 'geometry-curve', slots: { type: name } });
  }

  #polygon(part: FlatTable, depth: number): Ring[] {
    const polygon = this.geometry(part, part.uint8(TYPE, 0) || 3, depth);
    if (polygon.type === 'Polygon') return polygon.coordinates;
    throw damaged(`MultiPolygon 中含有 ${polygon.type}`, `${polygon.type} inside a MultiPolygon`);
  }

  #parts(table: FlatTable): FlatTable[] {
    const found = table.vector(PARTS, 4);
    if (found && found.count > this.#tablesLeft)
      throw damaged('部件重复引用', 'parts are referred to over and over');
    return table.tables(PARTS);
  }

  /** Rings or lines: runs of positions whose ends are listed; one run where no ends are. */
  #lines(table: FlatTable): Position[][] {
    const positions = this.#positions(table);
    const ends = table.vector(ENDS, 4);
    if (ends === null || ends.count < 2) return positions.length === 0 ? [] : [positions];
    const lines: Position[][] = [];
    let from = 0;
    for (let i = 0; i < ends.count; i++) {
      const to = this.#view.getUint32(ends.start + i * 4, true);
      if (to < from || to > positions.length) {
        throw damaged(`第 ${i + 1} 环的终点 ${to} 不合规`, `ring ${i + 1} ends at ${to}`);
      }
      lines.push(positions.slice(from, to));
      from = to;
    }
    return lines;
  }

  #positions(table: FlatTable): Position[] {
    const { start, count }: FlatVector = table.vector(XY, 8) ?? { start: 0, count: 0 };
    const positions: Position[] = [];
    this.#positionsLeft -= count >> 1;
    if (this.#positionsLeft < 0) throw damaged('坐标重复引用', 'positions are referred to over and over');
    for (let at = start, end = start + (count >> 1) * 16; at < end; at += 16) {
      positions.push([this.#view.getFloat64(at, true), this.#view.getFloat64(at + 8, true)]);
    }
    return positions;
  }
}
