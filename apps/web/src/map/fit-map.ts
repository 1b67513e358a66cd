import type { Bbox } from '@lizhu/programme/contract';
import type { Map as MapInstance } from 'maplibre-gl';
import type { Insets } from './insets.ts';

/** Brings a box into the part of the map that no panel covers. */
export function fitMap(map: MapInstance, bbox: Bbox, insets: Insets, maxZoom = 17): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  map.fitBounds(bbox, { padding: { ...insets }, maxZoom, duration: calm ? 0 : 600 });
}
