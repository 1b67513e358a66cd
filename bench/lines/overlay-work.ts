import { overlayAreas } from '@lizhu/fabric';
import { benchLayers, loadCity } from '../city/bench-city.ts';
import type { Answer, Timing } from '../line.ts';
import { time } from '../timing.ts';

export function overlayWork(cityFolder: string): Answer {
  const { parcels, layers } = loadCity(cityFolder);
  const timings: Record<string, Timing> = {};
  const columns: Record<string, Float64Array> = {};
  for (const kind of benchLayers) {
    const { timing, result } = time(3, () => overlayAreas(parcels, layers[kind].polygons));
    timings[kind] = timing;
    columns[kind] = result;
  }
  return { timings, figures: {}, columns };
}
