import type { Bilingual } from '../bilingual.ts';
import type { Geometry, Position } from '../geometry.ts';
import { type ParsedGeometry, type Problem, unparsed } from '../parsed-geometry.ts';

/**
 * Reads a GeoJSON geometry object that came out of `JSON.parse`, trusting nothing in it: a coordinate that is not a
 * number becomes NaN (the check names its place), a number written as text is taken and said so, a third number is left
 * out and said so.
 */
export function parseGeoJsonGeometry(value: unknown): ParsedGeometry {
  if (value === null || value === undefined) return unparsed('geometry-null');
  const state = { heights: false, texts: false };
  try {
    const geometry = geometryOf(value, state, 0);
    const problems: Problem[] = [];
    if (state.heights) problems.push({ code: 'z-dropped' });
    if (state.texts) problems.push({ code: 'coordinates-as-text' });
    return { geometry, problems };
  } catch (error) {
    if (error instanceof Malformed) return unparsed(error.problem.code, error.problem.slots);
    throw error;
  }
}

class Malformed extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

const malformed = (zh: string, en: string): Malformed =>
  new Malformed({ code: 'coordinates-malformed', slots: { detail: { zh, en } } });
const DEPTH_MAX = 16;

interface State {
  heights: boolean;
  texts: boolean;
}

function geometryOf(value: unknown, state: State, depth: number): Geometry {
  if (depth > DEPTH_MAX) throw malformed('嵌套过深', 'nested too deep');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformed(`geometry 是${kindOf(value).zh}`, `the geometry is ${kindOf(value).en}`);
  }
  const { type, coordinates, geometries } = value as Record<string, unknown>;
  const list = <T>(of: unknown, member: (each: unknown) => T): T[] => listOf(of, String(type), member);
  const position = (each: unknown): Position => positionOf(each, state);
  const line = (each: unknown): Position[] => list(each, position);
  switch (type) {
    case 'Point':
      if (Array.isArray(coordinates) && coordinates.length === 0)
        return { type: 'MultiPoint', coordinates: [] };
      return { type, coordinates: position(coordinates) };
    case 'MultiPoint':
    case 'LineString':
      return { type, coordinates: line(coordinates) };
    case 'MultiLineString':
    case 'Polygon':
      return { type, coordinates: list(coordinates, line) };
    case 'MultiPolygon':
      return { type, coordinates: list(coordinates, (part) => list(part, line)) };
    case 'GeometryCollection':
      return { type, geometries: list(geometries, (member) => geometryOf(member, state, depth + 1)) };
  }
  if (typeof type === 'string' && /curve|arc|circular|surface/i.test(type)) {
    throw new Malformed({ code: 'geometry-curve', slots: { type: type.slice(0, 40) } });
  }
  throw new Malformed({ code: 'geometry-unknown', slots: { type: String(type).slice(0, 40) } });
}

function listOf<T>(value: unknown, type: string, member: (each: unknown) => T): T[] {
  if (!Array.isArray(value)) {
    const { zh, en } = kindOf(value);
    throw malformed(`${type} 此处应为数组，实为${zh}`, `${type} needs a list here, not ${en}`);
  }
  return value.map(member);
}

function positionOf(value: unknown, state: State): Position {
  if (!Array.isArray(value)) {
    throw malformed(`坐标点是${kindOf(value).zh}`, `a position is ${kindOf(value).en}`);
  }
  if (Array.isArray(value[0])) {
    throw malformed('坐标嵌套的层数超出该类型', 'the coordinates are nested deeper than the type allows');
  }
  if (value.length > 2) state.heights = true;
  return [numberOf(value[0], state), numberOf(value[1], state)];
}

function numberOf(value: unknown, state: State): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(value)) {
    state.texts = true;
    return Number(value);
  }
  return Number.NaN;
}

function kindOf(value: unknown): Bilingual {
  if (value === null) return { zh: '空值', en: 'null' };
  if (Array.isArray(value)) return { zh: '数组', en: 'a list' };
  switch (typeof value) {
    case 'object':
      return { zh: '对象', en: 'an object' };
    case 'number':
      return { zh: '数值', en: 'a number' };
    case 'string':
      return { zh: '文字', en: 'a text' };
    case 'undefined':
      return { zh: '空缺', en: 'missing' };
    default:
      return { zh: '布尔值', en: 'a boolean' };
  }
}
