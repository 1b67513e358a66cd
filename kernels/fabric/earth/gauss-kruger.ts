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
  /** The same for `count` points, each longitude before latitude, which become east before north where they lie. */
  forwardAll(points: Float64Array, count: number): void;
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
const E2 = F * (2 - F);
const N = F / (2 - F);
const RADIUS_M = (A_M / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64 + N ** 6 / 256);
const RADIANS = Math.PI / 180;

type Series = readonly [number, number, number, number, number, number];

const FORWARD: Series = [
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
];
const INVERSE: Series = [
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
];

/** A projection of one zone. */
export function gaussKruger({ centralMeridianDeg, falseEastingM }: GaussKrugerOptions): GaussKruger {
  const pair = new Float64Array(2);
  return {
    forward(lonDeg, latDeg, out) {
      const lambda = (lonDeg - centralMeridianDeg) * RADIANS;
      const cosLambda = Math.cos(lambda);
      const sinLat = Math.sin(latDeg * RADIANS);
      const cosLat = Math.cos(latDeg * RADIANS);
      const sigma = conformalShift(sinLat);
      const tanConformal = (sinLat * Math.sqrt(1 + sigma * sigma) - sigma) / cosLat;
      // On the sphere of conformal latitude: tan ξ₀ = tan χ / cos λ and sinh η₀ = sin λ / h; the double angles follow.
      const hh = tanConformal * tanConformal + cosLambda * cosLambda;
      const sinhEta0 = Math.sin(lambda) / Math.sqrt(hh);
      const coshEta0 = Math.sqrt(1 + sinhEta0 * sinhEta0);
      clenshaw(
        (2 * tanConformal * cosLambda) / hh,
        (cosLambda * cosLambda - tanConformal * tanConformal) / hh,
        2 * sinhEta0 * coshEta0,
        FORWARD,
        out,
      );
      out[0] = (Math.asinh(sinhEta0) + out[0]!) * RADIUS_M + falseEastingM;
      out[1] = (Math.atan2(tanConformal, cosLambda) + out[1]!) * RADIUS_M;
    },
    forwardAll(points, count) {
      for (let at = 0; at < 2 * count; at += 2) {
        this.forward(points[at]!, points[at + 1]!, pair);
        points[at] = pair[0]!;
        points[at + 1] = pair[1]!;
      }
    },
    inverse(eastM, northM, out) {
      const xi = northM / RADIUS_M;
      const eta = (eastM - falseEastingM) / RADIUS_M;
      clenshaw(Math.sin(2 * xi), Math.cos(2 * xi), Math.sinh(2 * eta), INVERSE, out);
      const xi0 = xi - out[1]!;
      const sinhEta0 = Math.sinh(eta - out[0]!);
      const cosXi0 = Math.cos(xi0);
      const tanConformal = Math.sin(xi0) / Math.sqrt(sinhEta0 * sinhEta0 + cosXi0 * cosXi0);
      out[0] = centralMeridianDeg + Math.atan2(sinhEta0, cosXi0) / RADIANS;
      out[1] = Math.atan(geodeticTangent(tanConformal)) / RADIANS;
    },
  };
}

/**
 * Σ cⱼ sin 2j(ξ + iη) by Clenshaw's recurrence in complex numbers, from sin 2ξ, cos 2ξ and sinh 2η: `out[1]` gets the real part
 * (ξ), `out[0]` the imaginary one (η).
 */
function clenshaw(sin: number, cos: number, sinh: number, series: Series, out: Float64Array): void {
  const [c1, c2, c3, c4, c5, c6] = series;
  const cosh = Math.sqrt(1 + sinh * sinh);
  const kr = 2 * cos * cosh;
  const ki = -2 * sin * sinh;
  const r5 = c5 + kr * c6;
  const i5 = ki * c6;
  const r4 = c4 + kr * r5 - ki * i5 - c6;
  const i4 = kr * i5 + ki * r5;
  const r3 = c3 + kr * r4 - ki * i4 - r5;
  const i3 = kr * i4 + ki * r4 - i5;
  const r2 = c2 + kr * r3 - ki * i3 - r4;
  const i2 = kr * i3 + ki * r3 - i4;
  const r1 = c1 + kr * r2 - ki * i2 - r3;
  const i1 = kr * i2 + ki * r2 - i3;
  const sr = sin * cosh;
  const si = cos * sinh;
  out[1] = sr * r1 - si * i1;
  out[0] = sr * i1 + si * r1;
}

/** sinh(e artanh(e sin φ)), which takes the geodetic to the conformal latitude; by series, since e sin φ < 0.082. */
function conformalShift(sinLat: number): number {
  const x = E2 * sinLat * sinLat;
  const s =
    E2 *
    sinLat *
    (1 + x * (1 / 3 + x * (1 / 5 + x * (1 / 7 + x * (1 / 9 + x * (1 / 11 + x * (1 / 13 + x / 15)))))));
  const ss = s * s;
  return s * (1 + (ss / 6) * (1 + (ss / 20) * (1 + ss / 42)));
}

/** tan φ from the tangent of the conformal latitude, by Newton's method (Karney, equations 19–21). */
function geodeticTangent(tanConformal: number): number {
  let tan = tanConformal / (1 - E2);
  for (let step = 0; step < 4; step++) {
    const root = Math.sqrt(1 + tan * tan);
    const sigma = conformalShift(tan / root);
    const conformal = tan * Math.sqrt(1 + sigma * sigma) - sigma * root;
    const delta =
      ((tanConformal - conformal) / Math.sqrt(1 + conformal * conformal)) *
      ((1 + (1 - E2) * tan * tan) / ((1 - E2) * root));
    tan += delta;
    if (Math.abs(delta) < 1e-15 * Math.max(1, Math.abs(tan))) break;
  }
  return tan;
}
