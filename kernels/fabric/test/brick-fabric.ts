import { type Polygons, PolygonsBuilder } from '../polygons/polygons.ts';
import { TestRandom } from './random.ts';

/** Rings in whole millimetres: the outer one first, then holes. */
export type Shape = readonly (readonly (readonly [number, number])[])[];

export interface BrickOptions {
  readonly rows: number;
  readonly columns: number;
  /** Neighbouring rows both have all corners on their common line; otherwise each has only its own. */
  readonly noded?: boolean;
  /** Corners are off by up to so many millimetres, each parcel on its own. */
  readonly offsetMm?: number;
  /** Some rows are parted by a street of so many millimetres. */
  readonly streetMm?: number;
  /** Some parcels are drawn out over their neighbours by so many millimetres. */
  readonly overlapMm?: number;
  /** Some parcels have a hole, which another parcel fills or nobody. */
  readonly holes?: boolean;
}

/**
 * Parcels laid like bricks between bent lines: each row is cut at its own places, so that corners meet the middle of edges across the
 * line. Parcels are some 20 to 60 m wide.
 */
export function brickFabric(seed: number, options: BrickOptions): Shape[] {
  const { rows, columns, noded = true, offsetMm = 0, streetMm = 0, overlapMm = 0, holes = false } = options;
  const random = new TestRandom(seed);
  const width = columns * 40_000;
  const cutsOf = Array.from({ length: rows }, () => {
    const cuts = [0];
    for (let c = 1; c < columns; c++) cuts.push(c * 40_000 + random.whole(-9_000, 9_000));
    return [...cuts, width];
  });
  const streets = Array.from({ length: rows + 1 }, () => (streetMm > 0 && random.chance(0.5) ? streetMm : 0));
  const bends = Array.from({ length: rows + 1 }, () => random.whole(-6_000, 6_000));
  let lift = 0;
  const base = Array.from({ length: rows + 1 }, (_, line) => {
    lift += streets[line]!;
    return line * 40_000 + lift;
  });
  /** The height of a line; straight between its two ends and its middle, where it bends. */
  const heightAt = (line: number, x: number): number => {
    const half = width / 2;
    return Math.round(base[line]! + bends[line]! * (1 - Math.abs(x - half) / half));
  };
  /** Corners of a line between two cuts: its bend, and, where noded, the cuts of the row beyond. */
  const cornersAlong = (left: number, right: number, beyond: readonly number[] | undefined): number[] => {
    const inner = [width / 2, ...(noded && beyond ? beyond : [])].filter((x) => x > left && x < right);
    return [...new Set([left, ...inner, right])].sort((a, b) => a - b);
  };
  const off = (): number => (offsetMm === 0 ? 0 : random.whole(-offsetMm, offsetMm));
  const shapes: Shape[] = [];
  const fills: Shape[] = [];
  for (let row = 0; row < rows; row++) {
    const lower = (x: number): number => heightAt(row, x);
    const upper = (x: number): number => heightAt(row + 1, x) - streets[row + 1]!;
    for (let c = 0; c < columns; c++) {
      const left = cutsOf[row]![c]!;
      const right = cutsOf[row]![c + 1]!;
      const bottom = cornersAlong(left, right, cutsOf[row - 1]).map((x) => [x, lower(x)] as const);
      const top = cornersAlong(left, right, cutsOf[row + 1]).map((x) => [x, upper(x)] as const);
      const drawnOut = overlapMm > 0 && random.chance(0.15) ? overlapMm : 0;
      const outer = [...bottom, ...top.toReversed()].map(
        ([x, y]) => [x + off() + (x === right ? drawnOut : 0), y + off()] as const,
      );
      if (!holes || !random.chance(0.3)) {
        shapes.push([outer]);
        continue;
      }
      const x = Math.round((left + right) / 2);
      const y = Math.round((lower(x) + upper(x)) / 2);
      const hole = [
        [x - 3_000, y - 2_000],
        [x + 4_000, y - 2_500],
        [x + 3_500, y + 3_000],
        [x - 2_000, y + 2_000],
      ] as const;
      shapes.push([outer, hole]);
      if (random.chance(0.6)) fills.push([hole]);
    }
  }
  return [...shapes, ...fills];
}

export type Turn = (point: readonly [number, number]) => readonly [number, number];

/** No turn, and turns by a quarter, a half and three quarters. */
export const quarterTurns: readonly Turn[] = [
  ([x, y]) => [x, y],
  ([x, y]) => [-y, x],
  ([x, y]) => [-x, -y],
  ([x, y]) => [y, -x],
];

/** Columns of shapes, turned, with their origin moved by (shiftX, shiftY) metres. */
export function columnsOf(
  shapes: readonly Shape[],
  turn: Turn = ([x, y]) => [x, y],
  shiftX = 0,
  shiftY = 0,
): Polygons {
  const builder = new PolygonsBuilder({ originX: 500_000 + shiftX, originY: 2_500_000 + shiftY });
  for (const rings of shapes) {
    builder.beginPolygon();
    for (const [r, ring] of rings.entries()) {
      builder.ring(
        ring.flatMap((point) => {
          const [x, y] = turn(point);
          return [500_000 + x / 1000, 2_500_000 + y / 1000];
        }),
        r > 0,
      );
    }
  }
  return builder.finish();
}
