import type { Corridor, Corridors } from './corridors.ts';
import { CELL_M, type Ground } from './ground.ts';
import { Partition } from './partition.ts';
import type { Place } from './place.ts';

/** Points along one edge of the grid, ends included; about 88 m apart. */
const SAMPLES = 26;

/** A cell of the main-road grid: the land between four corridors. */
export interface Cell {
  readonly column: number;
  readonly row: number;
  readonly face: number;
}

/** A piece of a corridor: along one edge of the grid, or at a crossing. */
export interface CorridorFace {
  readonly face: number;
  readonly kind: Corridor['kind'] | 'junction' | 'confluence';
  readonly number: number;
  readonly widthM: number;
}

export interface Network {
  readonly partition: Partition;
  readonly cells: readonly Cell[];
  readonly corridors: readonly CorridorFace[];
}

/**
 * Lays out the main network around the chosen cells: each cell's land, each corridor between two crossings, and each
 * crossing are a face. All of it depends on the seed and the grid alone, so that a larger city has the same middle.
 */
export function layOutNetwork(
  ground: Ground,
  corridors: Corridors,
  chosen: readonly { readonly column: number; readonly row: number }[],
): Network {
  const drawing = new Drawing(ground, corridors);
  const rings: number[][] = [];
  const cells: Cell[] = [];
  const pieces: CorridorFace[] = [];
  const done = new Set<string>();
  const add = (ring: number[]): number => rings.push(ring);
  const once = (name: string): boolean => !done.has(name) && done.add(name) !== undefined;
  const addRow = (i: number, j: number): void => {
    if (!once(`row ${i},${j}`)) return;
    const along = corridors.ofRow(j, i);
    pieces.push({ ...along, face: add(drawing.rowRing(i, j)), widthM: 2 * along.halfWidthM(i * CELL_M) });
  };
  const addColumn = (i: number, j: number): void => {
    if (!once(`column ${i},${j}`)) return;
    const along = corridors.ofColumn(i, j);
    pieces.push({ ...along, face: add(drawing.columnRing(i, j)), widthM: 2 * along.halfWidthM(j * CELL_M) });
  };
  const addCrossing = (i: number, j: number): void => {
    if (!once(`crossing ${i},${j}`)) return;
    const arms = drawing.arms(i, j);
    const wet = arms.filter((arm) => arm.kind === 'river' || arm.kind === 'canal');
    const wide = wet.find((arm) => arm.kind === 'river') ?? wet[0];
    const water = wet.length >= 2 && wide !== undefined;
    pieces.push({
      face: add(drawing.crossingRing(i, j)),
      kind: water ? 'confluence' : 'junction',
      number: water ? wide.number : 0,
      widthM: 0,
    });
  };
  for (const { column: i, row: j } of chosen) {
    cells.push({ column: i, row: j, face: add(drawing.cellRing(i, j)) });
    for (const row of [j, j + 1]) addRow(i, row);
    for (const column of [i, i + 1]) addColumn(column, j);
    for (const row of [j, j + 1]) for (const column of [i, i + 1]) addCrossing(column, row);
  }
  return { partition: Partition.fromRings(drawing.xs, drawing.ys, rings), cells, corridors: pieces };
}

interface Kerbs {
  readonly left: readonly number[];
  readonly right: readonly number[];
}

/** Corners of a crossing: north-east, north-west, south-west, south-east. */
type Corners = readonly [number, number, number, number];

/** Computes and numbers the vertices of the network, each once. */
class Drawing {
  readonly xs: number[] = [];
  readonly ys: number[] = [];
  readonly #ground: Ground;
  readonly #corridors: Corridors;
  readonly #corners = new Map<string, Corners>();
  readonly #rows = new Map<string, Kerbs>();
  readonly #columns = new Map<string, Kerbs>();

  constructor(ground: Ground, corridors: Corridors) {
    this.#ground = ground;
    this.#corridors = corridors;
  }

  /** What runs east, north, west and south of a crossing. */
  arms(i: number, j: number): readonly [Corridor, Corridor, Corridor, Corridor] {
    const at = this.#corridors;
    return [at.ofRow(j, i), at.ofColumn(i, j), at.ofRow(j, i - 1), at.ofColumn(i, j - 1)];
  }

  cellRing(i: number, j: number): number[] {
    const [ne] = this.#cornersOf(i, j);
    const [, nw] = this.#cornersOf(i + 1, j);
    const [, , sw] = this.#cornersOf(i + 1, j + 1);
    const [, , , se] = this.#cornersOf(i, j + 1);
    const south = this.#rowKerbs(i, j).left;
    const east = this.#columnKerbs(i + 1, j).left;
    const north = this.#rowKerbs(i, j + 1).right;
    const west = this.#columnKerbs(i, j).right;
    return [ne, ...south, nw, ...east, sw, ...north.toReversed(), se, ...west.toReversed()];
  }

  rowRing(i: number, j: number): number[] {
    const [ne, , , se] = this.#cornersOf(i, j);
    const [, nw, sw] = this.#cornersOf(i + 1, j);
    const { left, right } = this.#rowKerbs(i, j);
    return [se, ...right, sw, nw, ...left.toReversed(), ne];
  }

  columnRing(i: number, j: number): number[] {
    const [ne, nw] = this.#cornersOf(i, j);
    const [, , sw, se] = this.#cornersOf(i, j + 1);
    const { left, right } = this.#columnKerbs(i, j);
    return [ne, ...right, se, sw, ...left.toReversed(), nw];
  }

  crossingRing(i: number, j: number): number[] {
    return [...this.#cornersOf(i, j)];
  }

  #vertex(x: number, y: number): number {
    this.ys.push(Math.round(y * 1000));
    return this.xs.push(Math.round(x * 1000)) - 1;
  }

  #cornersOf(i: number, j: number): Corners {
    const name = `${i},${j}`;
    const known = this.#corners.get(name);
    if (known) return known;
    const at = this.#ground.bent(i, j);
    const [east, north, west, south] = this.arms(i, j);
    const toward = (u: number, v: number): Place => {
      const there = this.#ground.bent(i + u, j + v);
      const length = Math.hypot(there.x - at.x, there.y - at.y);
      return { x: (there.x - at.x) / length, y: (there.y - at.y) / length };
    };
    const step = 1 / SAMPLES;
    const e = { way: toward(step, 0), halfM: east.halfWidthM(i * CELL_M) };
    const n = { way: toward(0, step), halfM: north.halfWidthM(j * CELL_M) };
    const w = { way: toward(-step, 0), halfM: west.halfWidthM(i * CELL_M) };
    const s = { way: toward(0, -step), halfM: south.halfWidthM(j * CELL_M) };
    const between = (right: Arm, left: Arm): number => {
      const corner = cornerBetween(right, left);
      return this.#vertex(at.x + corner.x, at.y + corner.y);
    };
    const corners: Corners = [between(e, n), between(n, w), between(w, s), between(s, e)];
    this.#corners.set(name, corners);
    return corners;
  }

  #rowKerbs(i: number, j: number): Kerbs {
    const name = `${i},${j}`;
    let kerbs = this.#rows.get(name);
    if (!kerbs) {
      kerbs = this.#kerbs(
        this.#corridors.ofRow(j, i),
        i,
        (t) => this.#ground.bent(i + t, j),
        this.#clearance(i, j, true),
        this.#clearance(i + 1, j, true),
      );
      this.#rows.set(name, kerbs);
    }
    return kerbs;
  }

  #columnKerbs(i: number, j: number): Kerbs {
    const name = `${i},${j}`;
    let kerbs = this.#columns.get(name);
    if (!kerbs) {
      kerbs = this.#kerbs(
        this.#corridors.ofColumn(i, j),
        j,
        (t) => this.#ground.bent(i, j + t),
        this.#clearance(i, j, false),
        this.#clearance(i, j + 1, false),
      );
      this.#columns.set(name, kerbs);
    }
    return kerbs;
  }

  /** How far from a crossing the kerbs of a row (or column) begin to bend: beyond what crosses it. */
  #clearance(i: number, j: number, row: boolean): number {
    const [east, north, west, south] = this.arms(i, j);
    const crossing = row
      ? Math.max(north.halfWidthM(j * CELL_M), south.halfWidthM(j * CELL_M))
      : Math.max(east.halfWidthM(i * CELL_M), west.halfWidthM(i * CELL_M));
    return crossing * 1.25 + 25;
  }

  #kerbs(
    along: Corridor,
    line: number,
    at: (t: number) => Place,
    clearStartM: number,
    clearEndM: number,
  ): Kerbs {
    const left: number[] = [];
    const right: number[] = [];
    const start = at(0);
    const end = at(1);
    for (let k = 1; k < SAMPLES; k++) {
      const t = k / SAMPLES;
      const here = at(t);
      if (Math.hypot(here.x - start.x, here.y - start.y) < clearStartM) continue;
      if (Math.hypot(here.x - end.x, here.y - end.y) < clearEndM) continue;
      const before = at(t - 0.5 / SAMPLES);
      const after = at(t + 0.5 / SAMPLES);
      const length = Math.hypot(after.x - before.x, after.y - before.y);
      const halfM = along.halfWidthM((line + t) * CELL_M) / length;
      const nx = -(after.y - before.y) * halfM;
      const ny = (after.x - before.x) * halfM;
      left.push(this.#vertex(here.x + nx, here.y + ny));
      right.push(this.#vertex(here.x - nx, here.y - ny));
    }
    return { left, right };
  }
}

interface Arm {
  readonly way: Place;
  readonly halfM: number;
}

/** Where the left kerb of one arm of a crossing meets the right kerb of the next arm, counter-clockwise. */
function cornerBetween(right: Arm, left: Arm): Place {
  // a · leftNormal(right.way) = right.halfM and a · −leftNormal(left.way) = left.halfM.
  const p = -right.way.y;
  const q = right.way.x;
  const r = left.way.y;
  const s = -left.way.x;
  const determinant = p * s - q * r;
  return {
    x: (right.halfM * s - q * left.halfM) / determinant,
    y: (p * left.halfM - r * right.halfM) / determinant,
  };
}
