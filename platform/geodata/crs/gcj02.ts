/**
 * GCJ-02, the offset system of Chinese map services (Gaode, Tencent), by the publicly known approximation of the
 * Krasovsky-based transform. Forward: WGS 84 or CGCS2000 to GCJ-02, in degrees; outside China nothing moves.
 * The inverse is iterated until it moves less than 1e-11°.
 */
const AXIS_M = 6_378_245;
const ECCENTRICITY_SQUARED = 0.006693421622965943;

export function toGcj02(lon: number, lat: number): [number, number] {
  if (!insideChina(lon, lat)) return [lon, lat];
  const [dLon, dLat] = offset(lon, lat);
  return [lon + dLon, lat + dLat];
}

export function fromGcj02(lon: number, lat: number): [number, number] {
  let guessLon = lon;
  let guessLat = lat;
  for (let round = 0; round < 30; round++) {
    const [x, y] = toGcj02(guessLon, guessLat);
    const dLon = lon - x;
    const dLat = lat - y;
    guessLon += dLon;
    guessLat += dLat;
    if (Math.abs(dLon) < 1e-12 && Math.abs(dLat) < 1e-12) break;
  }
  return [guessLon, guessLat];
}

function insideChina(lon: number, lat: number): boolean {
  return lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;
}

function offset(lon: number, lat: number): [number, number] {
  const x = lon - 105;
  const y = lat - 35;
  const radLat = (lat / 180) * Math.PI;
  const magic = 1 - ECCENTRICITY_SQUARED * Math.sin(radLat) ** 2;
  const root = Math.sqrt(magic);
  const dLat = (latSeries(x, y) * 180) / (((AXIS_M * (1 - ECCENTRICITY_SQUARED)) / (magic * root)) * Math.PI);
  const dLon = (lonSeries(x, y) * 180) / ((AXIS_M / root) * Math.cos(radLat) * Math.PI);
  return [dLon, dLat];
}

function latSeries(x: number, y: number): number {
  const pi = Math.PI;
  let sum = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x));
  sum += ((20 * Math.sin(6 * x * pi) + 20 * Math.sin(2 * x * pi)) * 2) / 3;
  sum += ((20 * Math.sin(y * pi) + 40 * Math.sin((y / 3) * pi)) * 2) / 3;
  sum += ((160 * Math.sin((y / 12) * pi) + 320 * Math.sin((y * pi) / 30)) * 2) / 3;
  return sum;
}

function lonSeries(x: number, y: number): number {
  const pi = Math.PI;
  let sum = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x));
  sum += ((20 * Math.sin(6 * x * pi) + 20 * Math.sin(2 * x * pi)) * 2) / 3;
  sum += ((20 * Math.sin(x * pi) + 40 * Math.sin((x / 3) * pi)) * 2) / 3;
  sum += ((150 * Math.sin((x / 12) * pi) + 300 * Math.sin((x / 30) * pi)) * 2) / 3;
  return sum;
}
