import type { Geometry, Position } from '../geometry.ts';
import { type ParsedGeometry, type Problem, unparsed } from '../parsed-geometry.ts';

/**
 * Reads a GeoJSON geometry object that came out of `JSON.parse`, trusting nothing in it: a coordinate that is not a
 * number becomes NaN (the check names its place), a third number is left out and said so.
 */
export function parseGeoJsonGeometry(value: unknown): ParsedGeometry {
  if (value === null || value === undefined) return unparsed('geometry-null');
  const state = { heights: false };
  try {
    const geometry = geometryOf(value, state, 0);
    return { geometry, problems: state.heights ? [{ code: 'z-dropped' }] : [] };
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

const malformed = (detail: string): Malformed =>
  new Malformed({ code: 'coordinates-malformed', slots: { detail } });
const DEPTH_MAX = 16;

interface State {
  heights: boolean;
}

function geometryOf(value: unknown, state: State, depth: number): Geometry {
  if (depth > DEPTH_MAX) throw malformed('nested too deep');
  if (typeof value !== 'object' || value === null) throw malformed('the geometry is not an object');
  const { type, coordinates, geometries } = value as Record<string, unknown>;
  const list = <T>(of: unknown, member: (each: unknown) => T): T[] => listOf(of, String(type), member);
  const position = (each: unknown): Position => positionOf(each, state);
  const line = (each: unknown): Position[] => list(each, position);
  switch (type) {
    case 'Point':
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
  if (!Array.isArray(value)) throw malformed(`${type} needs a list here, not ${kindOf(value)}`);
  return value.map(member);
}

function positionOf(value: unknown, state: State): Position {
  if (!Array.isArray(value)) throw malformed(`a position is ${kindOf(value)}`);
  if (Array.isArray(value[0])) throw malformed('the coordinates are nested deeper than the type allows');
  if (value.length > 2) state.heights = true;
  return [numberOf(value[0]), numberOf(value[1])];
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(value))
    return Number(value);
  return Number.NaN;
}

function kindOf(value: unknown): string {
  return value === null
    ? 'null'
    : Array.isArray(value)
      ? 'a list'
      : typeof value === 'object'
        ? 'an object'
        : `a ${typeof value}`;
}
