import { fromGcj02, toGcj02 } from './gcj02.ts';

/**
 * BD-09, Baidu's second offset on top of GCJ-02, by the publicly known transform; degrees in and out.
 * The inverse is iterated until it moves less than 1e-11°.
 */
const X_PI = (Math.PI * 3000) / 180;

export function toBd09(lon: number, lat: number): [number, number] {
  const [x, y] = toGcj02(lon, lat);
  return bdFromGcj(x, y);
}

export function fromBd09(lon: number, lat: number): [number, number] {
  const [x, y] = gcjFromBd(lon, lat);
  return fromGcj02(x, y);
}

export function bdFromGcj(x: number, y: number): [number, number] {
  const z = Math.hypot(x, y) + 0.00002 * Math.sin(y * X_PI);
  const theta = Math.atan2(y, x) + 0.000003 * Math.cos(x * X_PI);
  return [z * Math.cos(theta) + 0.0065, z * Math.sin(theta) + 0.006];
}

export function gcjFromBd(lon: number, lat: number): [number, number] {
  let x = lon - 0.0065;
  let y = lat - 0.006;
  for (let round = 0; round < 30; round++) {
    const [bdX, bdY] = bdFromGcj(x, y);
    const dx = lon - bdX;
    const dy = lat - bdY;
    x += dx;
    y += dy;
    if (Math.abs(dx) < 1e-12 && Math.abs(dy) < 1e-12) break;
  }
  return [x, y];
}
