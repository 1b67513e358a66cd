import type { GaussKruger } from './gauss-kruger.ts';

/** A power of two; a megabyte in all. */
const PLACES = 1 << 15;

/** The same projection for points that come again and again, as the corners of neighbours do: the latest are remembered. */
export function remembering(projection: GaussKruger): GaussKruger {
  const known = new Float64Array(4 * PLACES).fill(Number.NaN);
  const point = new Float64Array(2);
  const words = new Int32Array(point.buffer);
  return {
    forward(lonDeg, latDeg, out) {
      point[0] = lonDeg;
      point[1] = latDeg;
      let hash = Math.imul(words[0]! ^ Math.imul(words[1]!, 0x2c1b3c6d), 0x9e3779b1);
      hash ^= Math.imul(words[2]! ^ Math.imul(words[3]!, 0x2c1b3c6d), 0x85ebca6b);
      const at = 4 * ((hash ^ (hash >>> 15)) & (PLACES - 1));
      if (known[at] === lonDeg && known[at + 1] === latDeg) {
        out[0] = known[at + 2]!;
        out[1] = known[at + 3]!;
        return;
      }
      projection.forward(lonDeg, latDeg, out);
      known[at] = lonDeg;
      known[at + 1] = latDeg;
      known[at + 2] = out[0]!;
      known[at + 3] = out[1]!;
    },
    inverse: (eastM, northM, out) => projection.inverse(eastM, northM, out),
  };
}
