import { VectorTile, type VectorTileLayer } from '@mapbox/vector-tile';
import fc from 'fast-check';
import { PbfReader } from 'pbf';
import { expect, test } from 'vitest';
import { gaussKruger } from '../earth/gauss-kruger.ts';
import { overlayAreas } from '../overlay/overlay.ts';
import { type Polygons, PolygonsBuilder } from '../polygons/polygons.ts';
import { type EncodedTile, encodeTile, encodeTileInSteps, type TileAddress } from './encode-tile.ts';
import { WORLD } from './mercator-columns.ts';
import { buildTileIndex, type TileIndex } from './tile-index.ts';

const projection = gaussKruger({ centralMeridianDeg: 114, falseEastingM: 500_000 });
const ORIGIN_X = 500_000;
const ORIGIN_Y = 2_540_000;

interface Shape {
  readonly x: number;
  readonly y: number;
  readonly radii: readonly number[];
  readonly hole: boolean;
}

const shape = (reachM: number, sizeM: number) =>
  fc.record({
    x: fc.double({ min: -reachM, max: reachM, noNaN: true }),
    y: fc.double({ min: -reachM, max: reachM, noNaN: true }),
    radii: fc.array(fc.double({ min: sizeM / 4, max: sizeM, noNaN: true }), { minLength: 3, maxLength: 24 }),
    hole: fc.boolean(),
  });

function columnsOf(shapes: readonly Shape[]): Polygons {
  const builder = new PolygonsBuilder({ originX: ORIGIN_X, originY: ORIGIN_Y });
  for (const { x, y, radii, hole } of shapes) {
    const ring = (scale: number): number[] =>
      radii.flatMap((radius, i) => {
        const angle = (2 * Math.PI * i) / radii.length;
        return [
          ORIGIN_X + x + radius * scale * Math.cos(angle),
          ORIGIN_Y + y + radius * scale * Math.sin(angle),
        ];
      });
    builder.beginPolygon();
    builder.ring(ring(1), false);
    if (hole) builder.ring(ring(0.5), true);
  }
  return builder.finish();
}

const square = (x: number, y: number, sizeM: number): Shape => ({
  x,
  y,
  radii: new Array(4).fill(sizeM / 2),
  hole: false,
});

/** The tile that holds the origin. */
function addressOf(z: number): TileAddress {
  const out = new Float64Array(2);
  projection.inverse(ORIGIN_X, ORIGIN_Y, out);
  const latitude = Math.asinh(Math.tan((out[1]! * Math.PI) / 180));
  return {
    z,
    x: Math.floor(((out[0]! + 180) / 360) * 2 ** z),
    y: Math.floor(((1 - latitude / Math.PI) / 2) * 2 ** z),
  };
}

function layerOf({ bytes }: EncodedTile, name = 'parcels'): VectorTileLayer | undefined {
  return new VectorTile(new PbfReader(bytes)).layers[name];
}

/** Signed area of each feature's rings in square units of the tile, exteriors positive as the format asks. */
function areasIn(tile: EncodedTile): Map<number, number> {
  const layer = layerOf(tile);
  const areas = new Map<number, number>();
  for (let i = 0; i < (layer?.length ?? 0); i++) {
    const feature = layer!.feature(i);
    let doubled = 0;
    feature.loadGeometry().forEach((ring, r) => {
      let ringDoubled = 0;
      for (let k = 0; k + 1 < ring.length; k++) {
        ringDoubled += ring[k]!.x * ring[k + 1]!.y - ring[k + 1]!.x * ring[k]!.y;
      }
      expect(r === 0 ? ringDoubled > 0 : ringDoubled !== 0).toBe(true);
      doubled += ringDoubled;
    });
    areas.set(feature.id!, doubled / 2);
  }
  return areas;
}

/** The map's columns as polygons of one unit, and the buffered tile as another: the kernel's exact overlay then is the model. */
function exactAreas(index: TileIndex, { z, x, y }: TileAddress, buffer: number): Float64Array {
  const unit = WORLD / 2 ** z / 4096;
  const grid = { originX: 0, originY: 0, resolutionM: 1 };
  const { xs, ys } = index.points;
  const left = x * unit * 4096 - WORLD / 2;
  const top = y * unit * 4096 - WORLD / 2;
  const builder = new PolygonsBuilder(grid);
  const [x0, x1] = [left - buffer * unit, left + (4096 + buffer) * unit];
  const [y0, y1] = [top - buffer * unit, top + (4096 + buffer) * unit];
  builder.beginPolygon();
  builder.ring([x0, y0, x1, y0, x1, y1, x0, y1], false);
  const { count, ringStart, pointStart } = index;
  return overlayAreas({ ...grid, count, ringStart, pointStart, xs, ys }, builder.finish()).map(
    (area) => area / unit / unit,
  );
}

test('tile.2, tile.5: areas, clipping and winding at z 8 to 20 agree with the exact overlay of the tile (seed 4096)', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 8, max: 20 }).chain((z) => {
        const tileM = 37_000_000 / 2 ** z;
        return fc.tuple(fc.constant(z), fc.array(shape(tileM, tileM / 3), { minLength: 1, maxLength: 12 }));
      }),
      fc.integer({ min: 0, max: 256 }),
      ([z, shapes], buffer) => {
        const index = buildTileIndex(columnsOf(shapes), projection);
        const address = addressOf(z);
        const ids = shapes.map((_, i) => i);
        const tile = encodeTile(address, [{ name: 'parcels', index, ids }], { buffer });
        const found = areasIn(tile);
        exactAreas(index, address, buffer).forEach((exact, row) => {
          // Each point moves by less than a unit either way: the area by at most the outline.
          const outline = 2 * Math.PI * (4096 / 3) * (shapes[row]!.hole ? 1.5 : 1) * 3 + 8 * 4096;
          expect(Math.abs((found.get(row) ?? 0) - exact)).toBeLessThan(outline);
          if (exact > outline) expect(found.has(row)).toBe(true);
        });
        const layer = layerOf(tile);
        expect(layer?.length ?? 0).toBe(tile.features);
        expect(tile.features).toBe(found.size);
        for (let i = 0; i < tile.features; i++) {
          for (const point of layer!.feature(i).loadGeometry().flat()) {
            for (const along of [point.x, point.y]) {
              expect(along).toBeGreaterThanOrEqual(-buffer);
              expect(along).toBeLessThanOrEqual(4096 + buffer);
            }
          }
        }
      },
    ),
    { seed: 4096, numRuns: 300 },
  );
});

test('tile.2: parcels inside the tile keep their area to the share of a unit that their outline moves', () => {
  const shapes = [square(0, 0, 400), { ...square(100, 500, 900), hole: true }];
  const index = buildTileIndex(columnsOf(shapes), projection);
  for (const z of [10, 12, 14, 16]) {
    const address = addressOf(z);
    const found = areasIn(encodeTile(address, [{ name: 'parcels', index, ids: [0, 1] }]));
    exactAreas(index, address, 64).forEach((exact, row) => {
      expect(Math.abs(found.get(row)! / exact - 1)).toBeLessThan(4 / Math.sqrt(exact));
    });
  }
});

test('tile.3: neighbours meet on the same points, within a tile and across its edge', () => {
  const builder = new PolygonsBuilder({ originX: ORIGIN_X, originY: ORIGIN_Y });
  const corner = (i: number, j: number): [number, number] => [
    ORIGIN_X + i * 97 + Math.sin(i * 5 + j) * 30,
    ORIGIN_Y + j * 89 + Math.cos(i + 7 * j) * 30,
  ];
  for (let i = -20; i < 20; i++) {
    for (let j = -20; j < 20; j++) {
      builder.beginPolygon();
      builder.ring([corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)].flat(), false);
    }
  }
  const index = buildTileIndex(builder.finish(), projection);
  for (const z of [13, 15]) {
    const { x, y } = addressOf(z);
    let tiles = 0;
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        const address = { z, x: x + dx, y: y + dy };
        const tile = encodeTile(address, [{ name: 'parcels', index }], { buffer: 0 });
        const whole = exactAreas(index, address, 0).reduce((sum, area) => sum + area, 0);
        const layer = layerOf(tile);
        let doubled = 0;
        for (let i = 0; i < (layer?.length ?? 0); i++) {
          for (const ring of layer!.feature(i).loadGeometry()) {
            for (let k = 0; k + 1 < ring.length; k++) {
              doubled += ring[k]!.x * ring[k + 1]!.y - ring[k + 1]!.x * ring[k]!.y;
            }
          }
        }
        // Shared edges cancel; only the outer border of the parcels, at most round the tile, may move.
        expect(Math.abs(doubled / 2 - whole)).toBeLessThan(4 * 4096);
        if (tile.features > 0) tiles++;
      }
    }
    expect(tiles).toBeGreaterThan(1);
  }
});

test('tile.4: what covers a unit square is there at every zoom (seed 1000)', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 6, max: 14 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: Math.PI / 2, noNaN: true }),
      (z, dx, dy, turn) => {
        const unitM = 37_000_000 / 2 ** z / 4096;
        const radius = unitM * 1.45;
        const builder = new PolygonsBuilder({ originX: ORIGIN_X, originY: ORIGIN_Y });
        builder.beginPolygon();
        builder.ring(
          [0, 1, 2, 3].flatMap((k) => [
            ORIGIN_X + dx * unitM + radius * Math.cos(turn + (k * Math.PI) / 2),
            ORIGIN_Y + dy * unitM + radius * Math.sin(turn + (k * Math.PI) / 2),
          ]),
          false,
        );
        const index = buildTileIndex(builder.finish(), projection);
        expect(encodeTile(addressOf(z), [{ name: 'parcels', index }])).toMatchObject({
          features: 1,
          collapsed: 0,
        });
      },
    ),
    { seed: 1000, numRuns: 1000 },
  );
});

test('tile.4: what is smaller than the grid is counted as collapsed, not silently gone', () => {
  const shapes = Array.from({ length: 100 }, (_, i) => square((i % 10) * 50, Math.floor(i / 10) * 50, 3));
  const index = buildTileIndex(columnsOf(shapes), projection);
  expect(encodeTile(addressOf(8), [{ name: 'parcels', index }])).toMatchObject({
    features: 0,
    collapsed: 100,
  });
  expect(encodeTile(addressOf(8), [{ name: 'parcels', index }]).bytes).toHaveLength(0);
  const near = encodeTile(addressOf(15), [{ name: 'parcels', index }]);
  expect(near.features).toBeGreaterThan(0);
  expect(near.collapsed).toBe(0);
});

test('tile.6: properties, ids, mask and order', () => {
  const shapes = [0, 1, 2, 3].map((i) => square(i * 60, 0, 40));
  const index = buildTileIndex(columnsOf(shapes), projection);
  const tile = encodeTile(addressOf(13), [
    {
      name: '地块',
      index,
      ids: [7, 2 ** 40, 9, 10],
      mask: [1, 1, 0, 1],
      columns: {
        用途: { kind: 'codes', codes: [1, 0, 1, -1], dictionary: ['工业', '𠮷'] },
        areaSqm: { kind: 'numbers', values: [1600, -2.5, 3, Number.NaN] },
        level: { kind: 'numbers', values: [-3, 2 ** 53, 0, 0] },
        built: { kind: 'booleans', values: [1, 0, 0, 255] },
        code: { kind: 'texts', values: ['a', 'b', 'c', 'd'] },
      },
    },
    { name: 'none', index, mask: [0, 0, 0, 0] },
  ]);
  expect(tile.features).toBe(3);
  expect(Object.keys(new VectorTile(new PbfReader(tile.bytes)).layers)).toEqual(['地块']);
  const layer = layerOf(tile, '地块')!;
  expect([layer.version, layer.extent, layer.length]).toEqual([2, 4096, 3]);
  const features = [0, 1, 2].map((i) => layer.feature(i));
  expect(features.map(({ id }) => id)).toEqual([7, 2 ** 40, 10]);
  expect(features.map(({ type }) => type)).toEqual([3, 3, 3]);
  expect(features.map(({ properties }) => properties)).toEqual([
    { 用途: '𠮷', areaSqm: 1600, level: -3, built: true, code: 'a' },
    { 用途: '工业', areaSqm: -2.5, level: 2 ** 53, built: false, code: 'b' },
    { level: 0, code: 'd' },
  ]);
});

test('tile.6: thousands of values, repeating and not, come back as they were', () => {
  const shapes = Array.from({ length: 3000 }, (_, i) => square((i % 60) * 30, Math.floor(i / 60) * 30, 25));
  const index = buildTileIndex(columnsOf(shapes), projection);
  const many = shapes.map((_, i) => i * 1.1);
  const few = shapes.map((_, i) => (i % 7) / 10);
  const numbers = (values: number[]) => ({ kind: 'numbers', values }) as const;
  const layer = layerOf(
    encodeTile(addressOf(10), [
      {
        name: 'parcels',
        index,
        ids: shapes.map((_, i) => i),
        columns: { many: numbers(many), few: numbers(few) },
      },
    ]),
  )!;
  expect(layer.length).toBe(3000);
  for (let i = 0; i < layer.length; i++) {
    const { id, properties } = layer.feature(i);
    expect(properties).toEqual({ many: many[id!], few: few[id!] });
  }
});

test('tile.8: tiles that are encoded in steps side by side are those that are encoded alone', () => {
  const shapes = Array.from({ length: 5000 }, (_, i) => square((i % 60) * 30, Math.floor(i / 60) * 30, 25));
  const index = buildTileIndex(columnsOf(shapes), projection);
  const layers = ['a', 'b', 'c'].map((name) => ({
    name,
    index,
    columns: { code: { kind: 'texts', values: shapes.map((_, i) => `${name}${i}号`) } as const },
  }));
  const alone = layers.map((layer) => encodeTile(addressOf(10), [layer, { ...layer, name: 'again' }]));
  const running = layers.map((layer) =>
    encodeTileInSteps(addressOf(10), [layer, { ...layer, name: 'again' }]),
  );
  // The second is given up half-way, as when its asker has gone.
  running[1]!.next();
  running[1]!.return({ bytes: new Uint8Array(0), features: 0, collapsed: 0 });
  const [first, third] = [running[0]!, running[2]!];
  let steps = 0;
  for (let [a, b] = [first.next(), third.next()]; ; [a, b] = [first.next(), third.next()]) {
    steps++;
    if (!(a.done && b.done)) continue;
    for (const [tile, whole] of [
      [a.value as EncodedTile, alone[0]!],
      [b.value as EncodedTile, alone[2]!],
    ] as const) {
      expect(tile.features).toBe(whole.features);
      expect(Buffer.compare(tile.bytes, whole.bytes)).toBe(0);
    }
    break;
  }
  expect(steps).toBeGreaterThan(8);
});

test('tile.5: a polygon far larger than the tile fills it; beyond zoom 20 the grid is finer than the points', () => {
  const index = buildTileIndex(columnsOf([square(0, 0, 100_000)]), projection);
  for (const z of [14, 20, 21, 24]) {
    const [area] = areasIn(encodeTile(addressOf(z), [{ name: 'parcels', index, ids: [0] }])).values();
    expect(area).toBe((4096 + 128) ** 2);
  }
});

test('tile.7: an empty layer gives an empty tile; addresses that are none are refused', () => {
  const index = buildTileIndex(columnsOf([]), projection);
  expect(encodeTile(addressOf(12), [{ name: 'parcels', index }])).toEqual({
    bytes: new Uint8Array(0),
    features: 0,
    collapsed: 0,
  });
  for (const [z, x, y] of [
    [25, 0, 0],
    [-1, 0, 0],
    [3, 8, 0],
    [3, 0, -1],
    [3, 0.5, 0],
    [Number.NaN, 0, 0],
  ] as const) {
    expect(() => encodeTile({ z, x, y }, [])).toThrow(RangeError);
  }
  for (const buffer of [-1, 4097, Number.NaN])
    expect(() => encodeTile(addressOf(12), [], { buffer })).toThrow(RangeError);
});

test('tile.2: what covers the tile and all around it fills the widest buffer', () => {
  const index = buildTileIndex(columnsOf([square(0, 0, 200_000)]), projection);
  const tile = encodeTile(addressOf(14), [{ name: 'parcels', index, ids: [0] }], { buffer: 4096 });
  expect(areasIn(tile).get(0)).toBe((3 * 4096) ** 2);
});
