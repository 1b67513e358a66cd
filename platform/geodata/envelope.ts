import { eachPosition, type Geometry } from './geometry.ts';

/** West, south, east, north; null where no position is finite. */
export type Envelope = readonly [number, number, number, number];

/** The box around the finite positions of a geometry. */
export function envelopeOf(geometry: Geometry): Envelope | null {
  let west = Number.POSITIVE_INFINITY;
  let south = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  eachPosition(geometry, ([x, y]) => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
  });
  return west <= east ? [west, south, east, north] : null;
}
