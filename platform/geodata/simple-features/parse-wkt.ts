import type { Geometry, Position } from '../geometry.ts';
import { type ParsedGeometry, type Problem, unparsed } from '../parsed-geometry.ts';

/** Reads well-known text (OGC 06-103r4 §7), with an optional `SRID=…;` before it; Z and M are left out and said so. */
export function parseWkt(text: string): ParsedGeometry {
  const reader = new WktReader(text.replace(/^\s*SRID=\d+;/i, ''));
  try {
    const geometry = reader.tagged(0);
    reader.end();
    return { geometry, problems: reader.problems() };
  } catch (error) {
    if (error instanceof WktProblem) return unparsed(error.problem.code, error.problem.slots);
    throw error;
  }
}

class WktProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

const DEPTH_MAX = 16;
const types = {
  POINT: 'Point',
  LINESTRING: 'LineString',
  POLYGON: 'Polygon',
  MULTIPOINT: 'MultiPoint',
  MULTILINESTRING: 'MultiLineString',
  MULTIPOLYGON: 'MultiPolygon',
  GEOMETRYCOLLECTION: 'GeometryCollection',
} as const;
const curve = /^(CIRCULARSTRING|COMPOUNDCURVE|CURVEPOLYGON|MULTICURVE|MULTISURFACE)$/;

class WktReader {
  readonly #text: string;
  readonly #word = /\s*([A-Za-z]+)/y;
  readonly #number = /\s*([-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|nan|inf(?:inity)?))/iy;
  readonly #sign = /\s*([(),])/y;
  #at = 0;
  #sizeMax = 2;
  #measured = false;

  constructor(text: string) {
    this.#text = text;
  }

  problems(): Problem[] {
    const problems: Problem[] = [];
    const heights = this.#sizeMax - (this.#measured ? 1 : 0) > 2;
    if (heights) problems.push({ code: 'z-dropped' });
    if (this.#measured) problems.push({ code: 'm-dropped' });
    return problems;
  }

  tagged(depth: number): Geometry {
    if (depth > DEPTH_MAX) throw this.#damaged('嵌套过深', 'nested too deep');
    const tag = this.#take(this.#word)?.toUpperCase();
    if (tag === undefined) throw this.#damaged('缺少图形类型', 'a geometry type is missing');
    const base = tag.replace(/(ZM|Z|M)$/, '');
    const name = tag in types ? tag : base;
    let modifier = name === tag ? '' : tag.slice(base.length);
    if (curve.test(name) || curve.test(tag))
      throw new WktProblem({ code: 'geometry-curve', slots: { type: tag } });
    const type = types[name as keyof typeof types];
    if (!type) throw new WktProblem({ code: 'geometry-unknown', slots: { type: tag.slice(0, 40) } });
    let word = this.#take(this.#word)?.toUpperCase();
    if (word === 'Z' || word === 'M' || word === 'ZM') {
      modifier = word;
      word = this.#take(this.#word)?.toUpperCase();
    }
    if (modifier.includes('M')) this.#measured = true;
    if (word === 'EMPTY') return emptyOf(type);
    if (word !== undefined)
      throw this.#damaged(`“${word.slice(0, 40)}”的位置不对`, `"${word.slice(0, 40)}" is out of place`);
    return this.#body(type, depth);
  }

  end(): void {
    if (this.#text.slice(this.#at).trim() !== '')
      throw this.#damaged('图形之后还有文字', 'text follows the geometry');
  }

  #body(type: Geometry['type'], depth: number): Geometry {
    switch (type) {
      case 'Point':
        return { type, coordinates: this.#list(() => this.#position())[0]! };
      case 'LineString':
        return { type, coordinates: this.#line() };
      case 'Polygon':
        return { type, coordinates: this.#list(() => this.#line()) };
      case 'MultiPoint':
        return { type, coordinates: this.#list(() => this.#maybeBracketed()) };
      case 'MultiLineString':
        return { type, coordinates: this.#list(() => this.#line()) };
      case 'MultiPolygon':
        return { type, coordinates: this.#list(() => this.#list(() => this.#line())) };
      case 'GeometryCollection':
        return { type, geometries: this.#list(() => this.tagged(depth + 1)) };
    }
  }

  #line(): Position[] {
    const from = this.#at;
    if (this.#take(this.#word)?.toUpperCase() === 'EMPTY') return [];
    this.#at = from;
    return this.#list(() => this.#position());
  }

  #maybeBracketed(): Position {
    const from = this.#at;
    if (this.#take(this.#sign) === '(') {
      const position = this.#position();
      this.#expect(')');
      return position;
    }
    this.#at = from;
    return this.#position();
  }

  #position(): Position {
    const numbers: number[] = [];
    for (let text = this.#take(this.#number); text !== undefined; text = this.#take(this.#number)) {
      numbers.push(
        /nan/i.test(text) ? Number.NaN : /inf/i.test(text) ? Number.POSITIVE_INFINITY : Number(text),
      );
    }
    if (numbers.length < 2 || numbers.length > 4)
      throw this.#damaged(`一个坐标有 ${numbers.length} 个数`, `a position has ${numbers.length} numbers`);
    if (numbers.length > this.#sizeMax) this.#sizeMax = numbers.length;
    if (numbers.length === 4) this.#measured = true;
    return [numbers[0]!, numbers[1]!];
  }

  #list<T>(member: () => T): T[] {
    this.#expect('(');
    const members = [member()];
    for (;;) {
      const sign = this.#take(this.#sign);
      if (sign === ')') return members;
      if (sign !== ',')
        throw this.#damaged(
          `第 ${this.#at + 1} 个字符处缺少“,”或“)”`,
          `character ${this.#at + 1}: "," or ")" is missing`,
        );
      members.push(member());
    }
  }

  #expect(wanted: string): void {
    if (this.#take(this.#sign) !== wanted)
      throw this.#damaged(
        `第 ${this.#at + 1} 个字符处缺少“${wanted}”`,
        `character ${this.#at + 1}: "${wanted}" is missing`,
      );
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (!match) return undefined;
    this.#at = pattern.lastIndex;
    return match[1];
  }

  #damaged(zh: string, en: string): WktProblem {
    const detail = { zh: `WKT ${zh}`, en: `WKT, ${en}` };
    return new WktProblem({ code: 'record-damaged', slots: { detail } });
  }
}

function emptyOf(type: Geometry['type']): Geometry {
  if (type === 'GeometryCollection') return { type, geometries: [] };
  if (type === 'Point') return { type: 'MultiPoint', coordinates: [] };
  return { type, coordinates: [] } as Geometry;
}
