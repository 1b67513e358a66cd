import type { LonLatCoordinates } from './lonlat.ts';

/**
 * Statutory area (图斑椭球面积) on the CGCS2000 ellipsoid: for each edge the area between it, its two parallels and a
 * meridian, by the series of the third national land survey (TD/T 1055-2019, annex on area computation).
 *
 * The series takes the mean longitude of an edge, which is exact along meridians and parallels; practice therefore cuts a
 * sloping edge into pieces of at most 70 m. Here the first term that the mean leaves out is added instead
 * (Δλ Δφ² g′/12, g the area of a unit cell), which is what ever shorter pieces tend to. An edge is straight in longitude and
 * latitude; a geodesic edge of length d bulges by about d³ tan φ / 12R (5 mm² at 10 m, 5 m² at 1 km).
 */
const A_M = 6_378_137;
const B_M = 6_356_752.31414036;
const E2 = 0.0066943800229;
const E4 = E2 * E2;
const E6 = E4 * E2;
const E8 = E4 * E4;
const A = 1 + (3 / 6) * E2 + (30 / 80) * E4 + (35 / 112) * E6 + (630 / 2304) * E8;
const B = (1 / 6) * E2 + (15 / 80) * E4 + (21 / 112) * E6 + (420 / 2304) * E8;
const C = (3 / 80) * E4 + (7 / 112) * E6 + (180 / 2304) * E8;
const D = (1 / 112) * E6 + (45 / 2304) * E8;
const E = (5 / 2304) * E8;
const RADIANS = Math.PI / 180;

/** Area of one ring in square metres, never negative. `ring` holds lon, lat pairs in degrees, open or closed. */
export function ellipsoidAreaSqm(ring: ArrayLike<number>): number {
  const points = ring.length >> 1;
  if (points < 3) return 0;
  const lon0 = ring[0]!;
  let sum = 0;
  let lon1 = ring[2 * points - 2]!;
  let lat1 = ring[2 * points - 1]!;
  for (let i = 0; i < points; i++) {
    const lon2 = ring[2 * i]!;
    const lat2 = ring[2 * i + 1]!;
    if (lat1 !== lat2)
      sum += edge((lon1 - lon0) * RADIANS, (lon2 - lon0) * RADIANS, lat1 * RADIANS, lat2 * RADIANS);
    lon1 = lon2;
    lat1 = lat2;
  }
  return Math.abs(sum);
}

/** Area of GeoJSON-style MultiPolygon coordinates in square metres: exteriors less their holes. */
export function multiPolygonEllipsoidAreaSqm(coordinates: LonLatCoordinates): number {
  let total = 0;
  for (const rings of coordinates) {
    for (const [index, points] of rings.entries()) {
      const area = ellipsoidAreaSqm(points.flatMap(([lon, lat]) => [lon!, lat!]));
      total += index === 0 ? area : -area;
    }
  }
  return total;
}

function edge(lon1: number, lon2: number, lat1: number, lat2: number): number {
  const h = (lat2 - lat1) / 2;
  const m = (lat1 + lat2) / 2;
  const zone =
    2 *
    B_M *
    B_M *
    (A * Math.sin(h) * Math.cos(m) -
      B * Math.sin(3 * h) * Math.cos(3 * m) +
      C * Math.sin(5 * h) * Math.cos(5 * m) -
      D * Math.sin(7 * h) * Math.cos(7 * m) +
      E * Math.sin(9 * h) * Math.cos(9 * m));
  return ((lon1 + lon2) / 2) * zone + ((lon2 - lon1) * h * h * slope(m)) / 3;
}

/** Derivative by latitude of the area of a unit cell, a²(1 − e²) cos φ / (1 − e² sin² φ)². */
function slope(lat: number): number {
  const sin = Math.sin(lat);
  const cos = Math.cos(lat);
  const w = 1 - E2 * sin * sin;
  return (A_M * A_M * (1 - E2) * sin * (4 * E2 * cos * cos - w)) / (w * w * w);
}
