import { expect, test } from 'vitest';
import { type Polygons, PolygonsBuilder, planeAreasSqm } from '../polygons/polygons.ts';
import { gaussKruger } from './gauss-kruger.ts';
import { addLonLatPolygon, addWkb } from './lonlat.ts';

const projection = gaussKruger({ centralMeridianDeg: 114, falseEastingM: 500_000 });
const square = [
  [114.1, 22.9],
  [114.101, 22.9],
  [114.101, 22.901],
  [114.1, 22.901],
  [114.1, 22.9],
];
const hole = [
  [114.1004, 22.9004],
  [114.1006, 22.9004],
  [114.1006, 22.9006],
  [114.1004, 22.9006],
  [114.1004, 22.9004],
];

function built(add: (builder: PolygonsBuilder) => void): Polygons {
  const builder = new PolygonsBuilder({ originX: 500_000, originY: 2_500_000 });
  add(builder);
  return builder.finish();
}

/** Writes a polygon or, with several parts, a multipolygon. */
function wkb(
  parts: number[][][][],
  little: boolean,
  dimensions = 2,
  typeOffset = 0,
  srid = false,
): Uint8Array {
  const bytes: number[] = [];
  const word = (value: number): void => {
    const four = [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
    bytes.push(...(little ? four.reverse() : four));
  };
  const double = (value: number): void => {
    const eight = [...new Uint8Array(new Float64Array([value]).buffer)];
    bytes.push(...(little ? eight : eight.reverse()));
  };
  const head = (type: number): void => {
    bytes.push(little ? 1 : 0);
    word((type + typeOffset + (srid ? 0x20000000 : 0)) >>> 0);
    if (srid) word(4490);
  };
  if (parts.length > 1) {
    head(6);
    word(parts.length);
  }
  for (const rings of parts) {
    head(3);
    word(rings.length);
    for (const points of rings) {
      word(points.length);
      for (const [lon, lat] of points) for (let d = 0; d < dimensions; d++) double([lon!, lat!, 7, 8][d]!);
    }
  }
  return Uint8Array.from(bytes);
}

test.each([
  ['little-endian', true, 2, 0, false],
  ['big-endian', false, 2, 0, false],
  ['EWKB with an SRID', true, 2, 0, true],
  ['ISO Z', true, 3, 1000, false],
  ['ISO ZM', false, 4, 3000, false],
  ['EWKB Z', true, 3, 0x80000000, false],
] as const)('WKB (%s) gives what the coordinates give', (_, little, dimensions, typeOffset, srid) => {
  const single = [[square, hole]];
  const several = [[square, hole], [hole.map(([lon, lat]) => [lon! + 0.01, lat!])]];
  for (const parts of [single, several]) {
    const fromWkb = built((builder) =>
      addWkb(builder, projection, wkb(parts, little, dimensions, typeOffset, srid)),
    );
    const fromCoordinates = built((builder) => addLonLatPolygon(builder, projection, parts));
    expect(fromWkb).toEqual(fromCoordinates);
    expect(planeAreasSqm(fromWkb)[0]).toBeGreaterThan(10_000);
  }
});

test('the bytes may begin inside a larger buffer', () => {
  const bytes = wkb([[square]], true);
  const padded = new Uint8Array(bytes.length + 3);
  padded.set(bytes, 3);
  expect(built((builder) => addWkb(builder, projection, padded, 3))).toEqual(
    built((builder) => addWkb(builder, projection, bytes)),
  );
});

test('bytes that end early are refused at their place', () => {
  const bytes = wkb([[square]], true);
  for (let length = 0; length < bytes.length; length++) {
    expect(() => built((builder) => addWkb(builder, projection, bytes.subarray(0, length)))).toThrow(
      RangeError,
    );
  }
});

test.each([
  ['a point', [1, 1, 0, 0, 0], 'geometry type 1 is not a polygon'],
  ['a curve polygon', [1, 10, 0, 0, 0], 'geometry type 10 is not a polygon'],
  ['a dimension of no standard', [0, 0, 0, 15, 163], 'geometry type 4003 is not a polygon'],
  ['a byte order of no standard', [2, 3, 0, 0, 0], 'byte order 2'],
  [
    'a multipolygon in a multipolygon',
    [1, 6, 0, 0, 0, 1, 0, 0, 0, 1, 6, 0, 0, 0],
    'at byte 9: geometry type 6',
  ],
  [
    'more points than bytes',
    [1, 3, 0, 0, 0, 1, 0, 0, 0, 255, 255, 255, 255],
    'at byte 13: 68719476720 bytes wanted',
  ],
])('%s is refused at its place', (_, head, message) => {
  const bytes = Uint8Array.from([...head, ...new Array(16).fill(0)]);
  expect(() => built((builder) => addWkb(builder, projection, bytes))).toThrow(message);
});

test('a point that is no number is refused', () => {
  const bytes = wkb([[[...square.slice(0, 4), [Number.NaN, 22.9]]]], true);
  expect(() => built((builder) => addWkb(builder, projection, bytes))).toThrow(RangeError);
});
