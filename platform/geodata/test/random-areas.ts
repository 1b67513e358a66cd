import type { AreaGeometry, Ring } from '../geometry.ts';
import { areaGeometry } from '../geometry.ts';

/** Numbers 0 … 1 from a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Valid areas near Dongguan: one to three parts of one to three rings, closed, exteriors counter-clockwise. */
export function randomArea(random: () => number): AreaGeometry {
  const count = random() < 0.6 ? 1 : 2 + Math.floor(random() * 2);
  const west = 113.6 + random() * 0.5;
  const south = 22.8 + random() * 0.4;
  const parts: Ring[][] = [];
  for (let p = 0; p < count; p++) {
    const centre = [west + p * 0.01, south] as const;
    const rings = [star(random, centre, 0.004, 5 + Math.floor(random() * 12), 1)];
    const holes = Math.floor(random() * 3);
    for (let h = 0; h < holes; h++) {
      rings.push(
        star(random, [centre[0] + (h - 0.5) * 0.0016, centre[1]], 0.0006, 4 + Math.floor(random() * 4), -1),
      );
    }
    parts.push(rings);
  }
  return areaGeometry(parts);
}

function star(
  random: () => number,
  [x, y]: readonly [number, number],
  radius: number,
  points: number,
  direction: 1 | -1,
): Ring {
  const ring: Ring = [];
  for (let i = 0; i < points; i++) {
    const angle = (direction * 2 * Math.PI * i) / points;
    const reach = radius * (0.75 + random() * 0.25);
    ring.push([x + reach * Math.cos(angle), y + reach * Math.sin(angle)]);
  }
  ring.push([...ring[0]!]);
  return ring;
}
