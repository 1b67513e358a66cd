/// <reference path="../clipper2-wasm.d.ts" />
import loadClipperModule from 'clipper2-wasm/dist/umd/clipper2z.js';
import type { Position, Ring } from '../geometry.ts';

/** The operations of Clipper2 (compiled to WebAssembly) that the repair needs, over sets of closed paths. */
export interface Clipper {
  /** Points are taken to a grid of 1e-11 degrees from here, and taken back to the very numbers they came from. */
  readonly grid: ClipGrid;
  union(paths: readonly Ring[], rule: 'even-odd' | 'non-zero'): Ring[];
  difference(subject: readonly Ring[], clip: readonly Ring[]): Ring[];
  intersection(subject: readonly Ring[], clip: readonly Ring[]): Ring[];
}

const UNIT_DEG = 1e-11;

/** Moves between degrees and the integer grid of Clipper, keeping every original point exactly as it was. */
export class ClipGrid {
  readonly #originX: number;
  readonly #originY: number;
  readonly #originals = new Map<string, Position>();

  constructor(origin: Position) {
    [this.#originX, this.#originY] = origin;
  }

  columns(ring: Ring): BigInt64Array {
    const column = new BigInt64Array(ring.length * 3);
    for (let i = 0; i < ring.length; i++) {
      const position = ring[i]!;
      const x = BigInt(Math.round((position[0] - this.#originX) / UNIT_DEG));
      const y = BigInt(Math.round((position[1] - this.#originY) / UNIT_DEG));
      column[i * 3] = x;
      column[i * 3 + 1] = y;
      const key = `${x},${y}`;
      if (!this.#originals.has(key)) this.#originals.set(key, position);
    }
    return column;
  }

  ring(column: BigInt64Array): Ring {
    const ring: Ring = [];
    for (let i = 0; i + 2 < column.length; i += 3) {
      const key = `${column[i]},${column[i + 1]}`;
      let position = this.#originals.get(key);
      if (!position) {
        position = [
          this.#originX + Number(column[i]) * UNIT_DEG,
          this.#originY + Number(column[i + 1]) * UNIT_DEG,
        ];
        this.#originals.set(key, position);
      }
      ring.push(position);
    }
    return ring;
  }
}

type ClipperModule = Awaited<ReturnType<typeof loadClipperModule>>;
type Paths = InstanceType<ClipperModule['Paths64']>;
let loading: Promise<ClipperModule> | undefined;

/** Loads the module once; each geometry opens a clipper of its own with `openClipper(module, origin)`. */
export function loadClipper(): Promise<ClipperModule> {
  loading ??= loadClipperModule();
  return loading;
}

export function openClipper(clipper: ClipperModule, origin: Position): Clipper {
  const grid = new ClipGrid(origin);
  const pathsOf = (rings: readonly Ring[]): Paths => {
    const paths = new clipper.Paths64();
    for (const ring of rings) {
      const path = new clipper.Path64();
      path.assign(grid.columns(ring));
      paths.push_back(path);
      path.delete();
    }
    return paths;
  };
  const ringsOf = (paths: Paths): Ring[] => {
    const rings: Ring[] = [];
    for (let i = 0; i < paths.size(); i++) {
      const path = paths.get(i);
      rings.push(grid.ring(path.view().slice()));
      path.delete();
    }
    paths.delete();
    return rings;
  };
  const binary = (operation: 'Difference64' | 'Intersect64') => {
    return (subject: readonly Ring[], clip: readonly Ring[]): Ring[] => {
      const a = pathsOf(subject);
      const b = pathsOf(clip);
      const result = ringsOf(clipper[operation](a, b, clipper.FillRule.NonZero));
      a.delete();
      b.delete();
      return result;
    };
  };
  return {
    grid,
    union(rings, rule) {
      const paths = pathsOf(rings);
      const result = ringsOf(
        clipper.UnionSelf64(paths, rule === 'even-odd' ? clipper.FillRule.EvenOdd : clipper.FillRule.NonZero),
      );
      paths.delete();
      return result;
    },
    difference: binary('Difference64'),
    intersection: binary('Intersect64'),
  };
}
