import type { GaussKruger } from './gauss-kruger.ts';

/** A power of two; a quarter of a megabyte in all, so that they stay in the processor's cache. */
const PLACES = 1 << 13;

/** The same projection for points that come again and again, as the corners of neighbours do: the latest are remembered. */
export function remembering(projection: GaussKruger): GaussKruger {
  const known = new Float64Array(4 * PLACES).fill(Number.NaN);
  const one = new Float64Array(2);
  let words: Int32Array = new Int32Array(one.buffer);

  /** Projects points in place; `words` shows the same memory, longitude and latitude as two words each. */
  function forwardAll(points: Float64Array, count: number): void {
    if (words.buffer !== points.buffer) words = new Int32Array(points.buffer);
    const firstWord = points.byteOffset >> 2;
    for (let i = 0; i < count; i++) {
      const word = firstWord + 4 * i;
      let hash = Math.imul(words[word]! ^ Math.imul(words[word + 1]!, 0x2c1b3c6d), 0x9e3779b1);
      hash ^= Math.imul(words[word + 2]! ^ Math.imul(words[word + 3]!, 0x2c1b3c6d), 0x85ebca6b);
      const at = 4 * ((hash ^ (hash >>> 15)) & (PLACES - 1));
      const lonDeg = points[2 * i]!;
      const latDeg = points[2 * i + 1]!;
      if (known[at] !== lonDeg || known[at + 1] !== latDeg) {
        projection.forward(lonDeg, latDeg, one);
        known[at] = lonDeg;
        known[at + 1] = latDeg;
        known[at + 2] = one[0]!;
        known[at + 3] = one[1]!;
      }
      points[2 * i] = known[at + 2]!;
      points[2 * i + 1] = known[at + 3]!;
    }
  }

  const pair = new Float64Array(2);
  return {
    forward(lonDeg, latDeg, out) {
      pair[0] = lonDeg;
      pair[1] = latDeg;
      forwardAll(pair, 1);
      out[0] = pair[0]!;
      out[1] = pair[1]!;
    },
    forwardAll,
    inverse: (eastM, northM, out) => projection.inverse(eastM, northM, out),
  };
}
