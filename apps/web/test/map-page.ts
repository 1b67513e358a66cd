import type { Page } from 'playwright-core';

export interface Place {
  readonly lon: number;
  readonly lat: number;
}

/** The map of a page as a camera: where a place lies on the screen, and which place lies at a point of it. */
export interface Camera {
  pixelOf(place: Place): { readonly x: number; readonly y: number };
  placeAt(x: number, y: number): Place;
}

/** Size of the world in pixels at zoom 0, as MapLibre has it. */
const WORLD_PX = 512;

/** A map that was opened at `?at=lat,lon,zoom`, north up. */
export async function cameraOf(page: Page, lat: number, lon: number, zoom: number): Promise<Camera> {
  const box = (await page.locator('.map-canvas').boundingBox())!;
  const size = WORLD_PX * 2 ** zoom;
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const [x0, y0] = [mercatorX(lon) * size, mercatorY(lat) * size];
  return {
    pixelOf: (place) => ({
      x: middle.x + mercatorX(place.lon) * size - x0,
      y: middle.y + mercatorY(place.lat) * size - y0,
    }),
    placeAt: (x, y) => ({
      lon: ((x0 + x - middle.x) / size) * 360 - 180,
      lat: latitudeOf((y0 + y - middle.y) / size),
    }),
  };
}

const mercatorX = (lon: number): number => (lon + 180) / 360;
const mercatorY = (lat: number): number =>
  (1 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / Math.PI) / 2;
const latitudeOf = (y: number): number => (360 / Math.PI) * Math.atan(Math.exp(Math.PI * (1 - 2 * y))) - 90;
