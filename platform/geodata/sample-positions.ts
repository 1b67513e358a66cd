import type { CoordinateSample } from './crs/coordinate-sample.ts';
import { eachPosition, type Geometry } from './geometry.ts';

/** Positions of one feature that go into a sample: enough to judge by, few enough that one outline does not fill it. */
const SAMPLED_MAX = 40;

/** Adds raw positions of a geometry to a sample, spread evenly over its outline. */
export function samplePositions(sample: CoordinateSample, geometry: Geometry | null): void {
  if (geometry === null) return;
  let count = 0;
  eachPosition(geometry, () => {
    count++;
  });
  const step = Math.ceil(count / SAMPLED_MAX);
  let at = 0;
  eachPosition(geometry, ([x, y]) => {
    if (at++ % step === 0) sample.add(x, y);
  });
}
