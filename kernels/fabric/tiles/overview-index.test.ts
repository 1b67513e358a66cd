import { expect, test } from 'vitest';
import { gaussKruger } from '../earth/gauss-kruger.ts';
import { buildPolygonIndex, type PolygonIndex, polygonAt } from '../polygons/polygon-index.ts';
import { type Polygons, PolygonsBuilder } from '../polygons/polygons.ts';
import { type BrickOptions, brickFabric, columnsOf } from '../test/brick-fabric.ts';
import { TestRandom } from '../test/random.ts';
import { buildOverviewIndex } from './overview-index.ts';
import { buildTileIndex, type TileIndex } from './tile-index.ts';

const projection = gaussKruger({ centralMeridianDeg: 114, falseEastingM: 500_000 });
const ZOOM = 14;
/** Units of the map across a unit of the grid: about half a metre. */
const GRID = 2 ** (20 - ZOOM);
const GROUPS = 4;

/** The map's columns as polygons of one unit, to be asked by place. */
function placesOf({ count, ringStart, pointStart, points }: TileIndex): PolygonIndex {
  const grid = { originX: 0, originY: 0, resolutionM: 1 };
  return buildPolygonIndex({ ...grid, count, ringStart, pointStart, ...points });
}

function groupsOf(seed: number, count: number, lowest: number): Int32Array {
  const random = new TestRandom(seed);
  return Int32Array.from({ length: count }, () => random.whole(lowest, GROUPS - 1));
}

function areaByGroup(
  polygons: Pick<TileIndex, 'count' | 'ringStart' | 'pointStart' | 'points'>,
  groupOf: Int32Array,
): number[] {
  const areas = new Array<number>(GROUPS).fill(0);
  const { xs, ys } = polygons.points;
  for (let row = 0; row < polygons.count; row++) {
    for (let r = polygons.ringStart[row]!; r < polygons.ringStart[row + 1]!; r++) {
      let before = polygons.pointStart[r + 1]! - 1;
      for (let i = polygons.pointStart[r]!; i < polygons.pointStart[r + 1]!; i++) {
        areas[groupOf[row]!]! += (xs[before]! * ys[i]! - xs[i]! * ys[before]!) / 2;
        before = i;
      }
    }
  }
  return areas;
}

const fabrics: Record<string, BrickOptions> = {
  'noded, with holes': { rows: 12, columns: 12, holes: true },
  'not noded': { rows: 12, columns: 12, noded: false, holes: true },
  'with streets': { rows: 12, columns: 12, streetMm: 6_000 },
  'off by centimetres': { rows: 12, columns: 12, offsetMm: 30, holes: true },
};

for (const [name, options] of Object.entries(fabrics)) {
  // Corners that only one side has leave a seam thinner than a unit between parcels of one group.
  const hasSeams = options.noded === false || options.offsetMm !== undefined;
  test(`overview.1, overview.2: every place further from a boundary than a unit keeps its group, ${name} (seeds 1 to 3)`, () => {
    for (let seed = 1; seed <= 3; seed++) {
      const parcels = columnsOf(brickFabric(seed, options));
      const index = buildTileIndex(parcels, projection);
      const groupOf = groupsOf(seed, index.count, 0);
      const overview = buildOverviewIndex(index, groupOf, ZOOM);
      expect(overview.index.count).toBeLessThan(index.count);
      const [before, after] = [placesOf(index), placesOf(overview.index)];
      const { boxes } = index.tree;
      const ownerAt = (x: number, y: number): number => {
        const row = polygonAt(before, x, y);
        return hasSeams || row === -1 ? row : groupOf[row]!;
      };
      const groupAt = (places: PolygonIndex, groups: Int32Array, x: number, y: number): number =>
        groups[polygonAt(places, x, y)] ?? -1;
      const random = new TestRandom(seed + 100);
      const of = (k: number, pick: (...values: number[]) => number): number =>
        Array.from({ length: index.count }, (_, leaf) => boxes[4 * leaf + k]!).reduce((a, b) => pick(a, b));
      const [west, north, east, south] = [of(0, Math.min), of(1, Math.min), of(2, Math.max), of(3, Math.max)];
      let asked = 0;
      for (let i = 0; i < 2_500; i++) {
        const x = random.whole(west, east);
        const y = random.whole(north, south);
        const group = groupAt(before, groupOf, x, y);
        const around = Array.from({ length: 16 }, (_, turn) => {
          const angle = (turn * Math.PI) / 8;
          return ownerAt(x + 1.5 * GRID * Math.cos(angle), y + 1.5 * GRID * Math.sin(angle));
        });
        if (around.some((other) => other !== ownerAt(x, y))) continue;
        asked++;
        expect(groupAt(after, overview.groupOf, x, y), `place ${x} ${y} of seed ${seed}`).toBe(group);
      }
      expect(asked).toBeGreaterThan(1_000);
    }
  });

  test(`overview.2: the area of each group is kept to a hundredth, ${name}`, () => {
    const index = buildTileIndex(columnsOf(brickFabric(7, options)), projection);
    const groupOf = groupsOf(7, index.count, 0);
    const overview = buildOverviewIndex(index, groupOf, ZOOM);
    const exact = areaByGroup(index, groupOf);
    for (const [group, area] of areaByGroup(overview.index, overview.groupOf).entries())
      expect(area / exact[group]!).toBeCloseTo(1, 2);
  });
}

test('overview.1: what touches becomes one, with a hole where another group lies; negative groups are left out', () => {
  const builder = new PolygonsBuilder({ originX: 500_000, originY: 2_540_000 });
  for (let south = 0; south < 3; south++) {
    for (let west = 0; west < 3; west++) {
      const [x, y] = [500_000 + 50 * west, 2_540_000 + 50 * south];
      builder.beginPolygon();
      builder.ring([x, y, x + 50, y, x + 50, y + 50, x, y + 50], false);
    }
  }
  const index = buildTileIndex(builder.finish(), projection);
  const around = buildOverviewIndex(index, [0, 0, 0, 0, -1, 0, 0, 0, 0], ZOOM);
  expect([...around.groupOf]).toEqual([0]);
  expect([...around.index.hole]).toEqual([0, 1]);
  const both = buildOverviewIndex(index, [0, 0, 0, 0, 1, 0, 0, 0, 0], ZOOM, { shared: true });
  expect([...both.groupOf]).toEqual([0, 1]);
  expect(both.index.points.xs.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test('overview.3: ground that a group covers twice stays covered; nothing gives nothing', () => {
  for (let seed = 1; seed <= 4; seed++) {
    const parcels: Polygons = columnsOf(brickFabric(seed, { rows: 10, columns: 10, overlapMm: 8_000 }));
    const index = buildTileIndex(parcels, projection);
    const groupOf = new Int32Array(index.count);
    const overview = buildOverviewIndex(index, groupOf, ZOOM);
    const [before, after] = [placesOf(index), placesOf(overview.index)];
    const random = new TestRandom(seed);
    const { xs, ys } = index.points;
    let [asked, lost] = [0, 0];
    for (let i = 0; i < 2_000; i++) {
      const at = random.whole(0, xs.length - 1);
      const x = xs[at]! + random.whole(-3_000, 3_000);
      const y = ys[at]! + random.whole(-3_000, 3_000);
      if (polygonAt(before, x, y) === -1) continue;
      asked++;
      if (polygonAt(after, x, y) === -1) lost++;
    }
    expect(asked).toBeGreaterThan(500);
    expect(lost / asked).toBeLessThan(0.02);
  }
  const nothing = buildOverviewIndex(
    buildTileIndex(new PolygonsBuilder({ originX: 0, originY: 0 }).finish(), projection),
    [],
    ZOOM,
  );
  expect(nothing.index.count).toBe(0);
});
