import { overlayAreas } from '@lizhu/fabric';
import { benchLayers, loadCity } from '../city/bench-city.ts';
import type { Answer, Timing } from '../line.ts';
import { time } from '../timing.ts';

/** The shorter the work, the more often. */
const runs = { farmland: 9, 'land-plan': 5, buildings: 3 } as const;

export function overlayWork(cityFolder: string): Answer {
  const { parcels, layers } = loadCity(cityFolder);
  const timings: Record<string, Timing> = {};
  const columns: Record<string, Float64Array> = {};
  for (const kind of benchLayers) {
    const { timing, result } = time(runs[kind], () => overlayAreas(parcels, layers[kind].polygons));
    timings[kind] = timing;
    columns[kind] = result;
  }
  return { timings, figures: {}, columns };
}
