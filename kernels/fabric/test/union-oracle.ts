import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Polygons } from '../polygons/polygons.ts';

interface Paths {
  push_back(path: unknown): void;
  delete(): void;
}

interface Clipper {
  readonly Paths64: new () => Paths;
  readonly FillRule: { readonly Positive: unknown };
  MakePath64(numbers: bigint[]): { delete(): void };
  UnionSelf64(paths: Paths, rule: unknown): Paths;
  AreaPaths64(paths: Paths): number;
}

/** Clipper2 as the outside oracle of unions: the area in m² that the rings of some polygons cover together. */
export async function unionOracle(): Promise<(polygons: Polygons, rows: Iterable<number>) => number> {
  const require = createRequire(import.meta.url);
  const file = require.resolve('clipper2-wasm');
  const load = require(file) as (options: object) => Promise<Clipper>;
  const clipper = await load({ wasmBinary: readFileSync(file.replace(/\.js$/, '.wasm')) });
  return ({ ringStart, pointStart, xs, ys, resolutionM }, rows) => {
    const paths = new clipper.Paths64();
    for (const row of rows) {
      for (let r = ringStart[row]!; r < ringStart[row + 1]!; r++) {
        const numbers: bigint[] = [];
        for (let k = pointStart[r]!; k < pointStart[r + 1]!; k++)
          numbers.push(BigInt(xs[k]!), BigInt(ys[k]!));
        const path = clipper.MakePath64(numbers);
        paths.push_back(path);
        path.delete();
      }
    }
    const union = clipper.UnionSelf64(paths, clipper.FillRule.Positive);
    const area = clipper.AreaPaths64(union) * resolutionM * resolutionM;
    paths.delete();
    union.delete();
    return area;
  };
}
