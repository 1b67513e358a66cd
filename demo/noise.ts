import { mix } from './random.ts';

/**
 * Value noise: a smooth function of the plane in [-1, 1] that varies over about `latticeM` metres. The same seed and
 * place give the same value, wherever it is asked from.
 */
export function noise(seed: number, latticeM: number, x: number, y: number): number {
  const u = x / latticeM;
  const v = y / latticeM;
  const i = Math.floor(u);
  const j = Math.floor(v);
  const s = smooth(u - i);
  const t = smooth(v - j);
  const low = corner(seed, i, j) * (1 - s) + corner(seed, i + 1, j) * s;
  const high = corner(seed, i, j + 1) * (1 - s) + corner(seed, i + 1, j + 1) * s;
  return low * (1 - t) + high * t;
}

function corner(seed: number, i: number, j: number): number {
  return mix(mix((seed + Math.imul(i, 0x27d4eb2d)) | 0) + Math.imul(j, 0x165667b1)) / 2_147_483_648;
}

function smooth(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10);
}
