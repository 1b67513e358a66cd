/**
 * Gauss-Krüger (transverse Mercator) on the CGCS2000 ellipsoid by Krüger's series in the third flattening, to the sixth
 * order: errors below a micrometre within 6° of the central meridian.
 *
 * Source: L. Krüger, Konforme Abbildung des Erdellipsoids in der Ebene (1912); coefficients as in C. F. F. Karney,
 * Transverse Mercator with an accuracy of a few nanometers, J. Geodesy 85 (2011), equations 35 and 36.
 */
export interface GaussKruger {
  /** Longitude and latitude in degrees to easting and northing in metres: `out[0]` east, `out[1]` north. */
  forward(lonDeg: number, latDeg: number, out: Float64Array): void;
  /** Easting and northing in metres to longitude and latitude in degrees: `out[0]` lon, `out[1]` lat. */
  inverse(eastM: number, northM: number, out: Float64Array): void;
}

export interface GaussKrugerOptions {
  readonly centralMeridianDeg: number;
  /** 500,000 m in the 3° zones without prefix; zone × 1,000,000 + 500,000 with it. */
  readonly falseEastingM: number;
}

const A_M = 6_378_137;
const F = 1 / 298.257222101;
const E = Math.sqrt(F * (2 - F));
const N = F / (2 - F);
const RADIUS_M = (A_M / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64 + N ** 6 / 256);
const RADIANS = Math.PI / 180;

const [A1, A2, A3, A4, A5, A6] = [
  N / 2 -
    (2 / 3) * N ** 2 +
    (5 / 16) * N ** 3 +
    (41 / 180) * N ** 4 -
    (127 / 288) * N ** 5 +
    (7891 / 37800) * N ** 6,
  (13 / 48) * N ** 2 -
    (3 / 5) * N ** 3 +
    (557 / 1440) * N ** 4 +
    (281 / 630) * N ** 5 -
    (1983433 / 1935360) * N ** 6,
  (61 / 240) * N ** 3 - (103 / 140) * N ** 4 + (15061 / 26880) * N ** 5 + (167603 / 181440) * N ** 6,
  (49561 / 161280) * N ** 4 - (179 / 168) * N ** 5 + (6601661 / 7257600) * N ** 6,
  (34729 / 80640) * N ** 5 - (3418889 / 1995840) * N ** 6,
  (212378941 / 319334400) * N ** 6,
] as const;
const [B1, B2, B3, B4, B5, B6] = [
  N / 2 -
    (2 / 3) * N ** 2 +
    (37 / 96) * N ** 3 -
    (1 / 360) * N ** 4 -
    (81 / 512) * N ** 5 +
    (96199 / 604800) * N ** 6,
  (1 / 48) * N ** 2 +
    (1 / 15) * N ** 3 -
    (437 / 1440) * N ** 4 +
    (46 / 105) * N ** 5 -
    (1118711 / 3870720) * N ** 6,
  (17 / 480) * N ** 3 - (37 / 840) * N ** 4 - (209 / 4480) * N ** 5 + (5569 / 90720) * N ** 6,
  (4397 / 161280) * N ** 4 - (11 / 504) * N ** 5 - (830251 / 7257600) * N ** 6,
  (4583 / 161280) * N ** 5 - (108847 / 3991680) * N ** 6,
  (20648693 / 638668800) * N ** 6,
] as const;

/** A projection of one zone. */
export function gaussKruger({ centralMeridianDeg, falseEastingM }: GaussKrugerOptions): GaussKruger {
  return {
    forward(lonDeg, latDeg, out) {
      const lambda = (lonDeg - centralMeridianDeg) * RADIANS;
      const sinLat = Math.sin(latDeg * RADIANS);
      const conformal = Math.sinh(Math.atanh(sinLat) - E * Math.atanh(E * sinLat));
      const xi0 = Math.atan2(conformal, Math.cos(lambda));
      const eta0 = Math.asinh(Math.sin(lambda) / Math.hypot(conformal, Math.cos(lambda)));
      clenshaw(xi0, eta0, A1, A2, A3, A4, A5, A6, out);
      const north = (xi0 + out[1]!) * RADIUS_M;
      out[0] = (eta0 + out[0]!) * RADIUS_M + falseEastingM;
      out[1] = north;
    },
    inverse(eastM, northM, out) {
      const xi = northM / RADIUS_M;
      const eta = (eastM - falseEastingM) / RADIUS_M;
      clenshaw(xi, eta, B1, B2, B3, B4, B5, B6, out);
      const xi0 = xi - out[1]!;
      const sinhEta = Math.sinh(eta - out[0]!);
      const tanConformal = Math.sin(xi0) / Math.hypot(sinhEta, Math.cos(xi0));
      out[0] = centralMeridianDeg + Math.atan2(sinhEta, Math.cos(xi0)) / RADIANS;
      out[1] = Math.atan(geodeticTangent(tanConformal)) / RADIANS;
    },
  };
}

/**
 * Σ cⱼ sin 2j(ξ + iη) by Clenshaw's recurrence in complex numbers: `out[1]` gets the real part (ξ), `out[0]` the
 * imaginary one (η).
 */
function clenshaw(
  xi: number,
  eta: number,
  c1: number,
  c2: number,
  c3: number,
  c4: number,
  c5: number,
  c6: number,
  out: Float64Array,
): void {
  const sin = Math.sin(2 * xi);
  const cos = Math.cos(2 * xi);
  const sinh = Math.sinh(2 * eta);
  const cosh = Math.sqrt(1 + sinh * sinh);
  const kr = 2 * cos * cosh;
  const ki = -2 * sin * sinh;
  let r2 = c6;
  let i2 = 0;
  let r1 = c5 + kr * r2;
  let i1 = ki * r2;
  let r = c4 + kr * r1 - ki * i1 - r2;
  let i = kr * i1 + ki * r1 - i2;
  [r2, i2, r1, i1] = [r1, i1, r, i];
  r = c3 + kr * r1 - ki * i1 - r2;
  i = kr * i1 + ki * r1 - i2;
  [r2, i2, r1, i1] = [r1, i1, r, i];
  r = c2 + kr * r1 - ki * i1 - r2;
  i = kr * i1 + ki * r1 - i2;
  [r2, i2, r1, i1] = [r1, i1, r, i];
  r = c1 + kr * r1 - ki * i1 - r2;
  i = kr * i1 + ki * r1 - i2;
  const sr = sin * cosh;
  const si = cos * sinh;
  out[1] = sr * r - si * i;
  out[0] = sr * i + si * r;
}

/** tan φ from the tangent of the conformal latitude, by Newton's method (Karney, equations 19–21). */
function geodeticTangent(tanConformal: number): number {
  let tan = tanConformal / (1 - E * E);
  for (let step = 0; step < 4; step++) {
    const root = Math.sqrt(1 + tan * tan);
    const sigma = Math.sinh(E * Math.atanh((E * tan) / root));
    const conformal = tan * Math.sqrt(1 + sigma * sigma) - sigma * root;
    const delta =
      ((tanConformal - conformal) / Math.sqrt(1 + conformal * conformal)) *
      ((1 + (1 - E * E) * tan * tan) / ((1 - E * E) * root));
    tan += delta;
    if (Math.abs(delta) < 1e-15 * Math.max(1, Math.abs(tan))) break;
  }
  return tan;
}
