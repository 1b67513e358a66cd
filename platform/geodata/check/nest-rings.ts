import type { Ring } from '../geometry.ts';

/**
 * Makes parts of open rings that do not cross, by the even-odd rule: a ring within an even number of others is an
 * exterior, the rings directly inside it are its holes. `parents` gives the ring directly around each, −1 where none.
 */
export function nestRings(rings: readonly Ring[], parents: Int32Array): Ring[][] {
  const depth = new Int32Array(rings.length).fill(-1);
  const depthOf = (ring: number): number => {
    const chain: number[] = [];
    let at = ring;
    while (at !== -1 && depth[at] === -1) {
      chain.push(at);
      at = parents[at]!;
    }
    let level = at === -1 ? -1 : depth[at]!;
    for (let i = chain.length - 1; i >= 0; i--) depth[chain[i]!] = ++level;
    return depth[ring]!;
  };
  const partOf = new Map<number, Ring[]>();
  for (let r = 0; r < rings.length; r++) if (depthOf(r) % 2 === 0) partOf.set(r, [rings[r]!]);
  for (let r = 0; r < rings.length; r++) if (depth[r]! % 2 === 1) partOf.get(parents[r]!)!.push(rings[r]!);
  return [...partOf.values()];
}
