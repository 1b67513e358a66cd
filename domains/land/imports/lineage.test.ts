import { expect, test } from 'vitest';
import { type LineageInput, lineageOf } from './lineage.ts';

/** New parcels by feature number and living ones by code, each with its area; what they share in m². */
function lineage(
  own: Readonly<Record<number, number>>,
  theirs: Readonly<Record<string, number>>,
  shared: readonly (readonly [feature: number, code: string, sqm: number])[],
  more: Partial<Pick<LineageInput, 'replaced' | 'mayReplace'>> = {},
): { retired: string[]; parents: string[] } {
  const features = Object.keys(own).map(Number);
  const codes = Object.keys(theirs);
  const found = lineageOf({
    pairs: shared.map(([feature, code, areaSqm]) => ({
      a: features.indexOf(feature),
      b: codes.indexOf(code),
      areaSqm,
    })),
    ownAreaSqm: Float64Array.from(Object.values(own)),
    theirAreaSqm: Float64Array.from(Object.values(theirs)),
    features,
    theirs: codes.map((code) => ({ id: code, code, baseId: 'base' })),
    replaced: new Map(),
    mayReplace: () => true,
    ...more,
  });
  return {
    retired: [...found.retired].sort(),
    parents: found.parents.map(({ feature, parcel, event }) => `${parcel.code} ${event} ${feature}`).sort(),
  };
}

test('one for one replaces', () => {
  expect(lineage({ 1: 100 }, { A: 100 }, [[1, 'A', 98]])).toEqual({
    retired: ['A'],
    parents: ['A replace 1'],
  });
});

test('two on the ground of one were split from it', () => {
  const shared = [
    [1, 'A', 60],
    [2, 'A', 39],
  ] as const;
  expect(lineage({ 1: 60, 2: 39 }, { A: 100 }, shared)).toEqual({
    retired: ['A'],
    parents: ['A split 1', 'A split 2'],
  });
});

test('one over two was merged, and a sliver of a third makes no ancestor of it', () => {
  const shared = [
    [1, 'A', 100],
    [1, 'B', 95],
    [1, 'C', 2],
  ] as const;
  expect(lineage({ 1: 200 }, { A: 100, B: 100, C: 100 }, shared)).toEqual({
    retired: ['A', 'B'],
    parents: ['A merge 1', 'B merge 1'],
  });
});

test('a parcel that is covered in part lives on', () => {
  expect(lineage({ 1: 100 }, { A: 100 }, [[1, 'A', 80]])).toEqual({ retired: [], parents: [] });
});

test('one that may not be replaced lives on, however covered', () => {
  const mayReplace = () => false;
  expect(lineage({ 1: 100 }, { A: 100 }, [[1, 'A', 100]], { mayReplace })).toEqual({
    retired: [],
    parents: [],
  });
});

test('the code decides also where the ground is another', () => {
  const replaced = new Map([[1, { id: 'A', code: 'A' }]]);
  expect(lineage({ 1: 100 }, {}, [], { replaced })).toEqual({ retired: ['A'], parents: ['A replace 1'] });
});

test('a living parcel without area is covered by nothing', () => {
  expect(lineage({ 1: 100 }, { A: 0 }, [])).toEqual({ retired: [], parents: [] });
});
