/**
 * Length of a geodesic on the CGCS2000 ellipsoid: the inverse solution of T. Vincenty, "Direct and inverse solutions of
 * geodesics on the ellipsoid" (Survey Review XXIII, 176, 1975). Good to half a millimetre; it does not converge for points
 * nearly opposite on the globe, which no city measures.
 */
const A_M = 6_378_137;
const F = 1 / 298.257222101;
const B_M = A_M * (1 - F);
const RADIANS = Math.PI / 180;

export type LonLat = readonly [number, number];

/** Metres along a line of lon, lat points in degrees. */
export function lineLengthM(points: readonly LonLat[]): number {
  let total = 0;
  for (let i = 1; i < points.length; i++) total += geodesicLengthM(points[i - 1]!, points[i]!);
  return total;
}

/** @throws RangeError for points nearly opposite on the globe. */
export function geodesicLengthM([lon1, lat1]: LonLat, [lon2, lat2]: LonLat): number {
  const difference = (lon2 - lon1) * RADIANS;
  const u1 = Math.atan((1 - F) * Math.tan(lat1 * RADIANS));
  const u2 = Math.atan((1 - F) * Math.tan(lat2 * RADIANS));
  const [sin1, cos1, sin2, cos2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let lambda = difference;
  for (let round = 0; round < 100; round++) {
    const sinLambda = Math.sin(lambda);
    const cosLambda = Math.cos(lambda);
    const sinSigma = Math.hypot(cos2 * sinLambda, cos1 * sin2 - sin1 * cos2 * cosLambda);
    if (sinSigma === 0) return 0;
    const cosSigma = sin1 * sin2 + cos1 * cos2 * cosLambda;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cos1 * cos2 * sinLambda) / sinSigma;
    const cos2Alpha = 1 - sinAlpha * sinAlpha;
    const cosMiddle = cos2Alpha === 0 ? 0 : cosSigma - (2 * sin1 * sin2) / cos2Alpha;
    const c = (F / 16) * cos2Alpha * (4 + F * (4 - 3 * cos2Alpha));
    const before = lambda;
    lambda =
      difference +
      (1 - c) *
        F *
        sinAlpha *
        (sigma + c * sinSigma * (cosMiddle + c * cosSigma * (2 * cosMiddle * cosMiddle - 1)));
    if (Math.abs(lambda - before) < 1e-12) return B_M * arc(cos2Alpha, sigma, sinSigma, cosSigma, cosMiddle);
  }
  throw new RangeError('Cannot measure between points nearly opposite on the globe');
}

/** The meridian-like arc of the auxiliary sphere, in units of the semi-minor axis. */
function arc(
  cos2Alpha: number,
  sigma: number,
  sinSigma: number,
  cosSigma: number,
  cosMiddle: number,
): number {
  const square = (cos2Alpha * (A_M * A_M - B_M * B_M)) / (B_M * B_M);
  const a = 1 + (square / 16_384) * (4096 + square * (-768 + square * (320 - 175 * square)));
  const b = (square / 1024) * (256 + square * (-128 + square * (74 - 47 * square)));
  const middle = cosMiddle * cosMiddle;
  const inner =
    cosSigma * (2 * middle - 1) - (b / 6) * cosMiddle * (4 * sinSigma * sinSigma - 3) * (4 * middle - 3);
  return a * (sigma - b * sinSigma * (cosMiddle + (b / 4) * inner));
}
