import { buildTileIndex, encodeTile, type TileLayer } from '@lizhu/fabric';
import { benchPlane, loadCity } from '../city/bench-city.ts';
import type { Answer, Timing } from '../line.ts';
import { time } from '../timing.ts';
import { chooseTiles, zooms } from './tile-choice.ts';

/** The shorter the work, the more often. */
const runs = { 10: 5, 13: 9, 16: 25 } as const;

export function tilesWork(cityFolder: string): Answer {
  const { parcels, codes, useOf } = loadCity(cityFolder);
  const index = time(1, () => buildTileIndex(parcels, benchPlane));
  const layer: TileLayer = {
    name: 'parcels',
    index: index.result,
    columns: { code: { kind: 'texts', values: codes }, use: { kind: 'numbers', values: useOf } },
  };
  const timings: Record<string, Timing> = { index: index.timing };
  const columns: Record<string, Int32Array | Uint8Array> = {};
  for (const z of zooms) {
    const tiles = chooseTiles(parcels, z);
    const { timing, result } = time(runs[z], () => tiles.map((tile) => encodeTile(tile, [layer])));
    timings[`z${z}`] = timing;
    columns[`features-z${z}`] = Int32Array.from(result, ({ features }) => features);
    columns[`size-z${z}`] = Int32Array.from(result, ({ bytes }) => bytes.length);
    columns[`bytes-z${z}`] = Buffer.concat(result.map(({ bytes }) => bytes));
  }
  return { timings, figures: {}, columns };
}
