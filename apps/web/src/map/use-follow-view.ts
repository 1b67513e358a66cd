import type { Map as MapInstance } from 'maplibre-gl';
import { useEffect } from 'react';
import type { View } from './view.ts';

/** Moves a map when its view changes by other means than the map itself: the back button, a pasted address. */
export function useFollowView(map: MapInstance | null, view: View | null): void {
  useEffect(() => {
    if (map === null || view === null || map.isMoving()) return;
    const { lng, lat } = map.getCenter();
    // An address rounds a view; that is no other view.
    const same =
      Math.abs(lng - view.lon) < 2e-5 &&
      Math.abs(lat - view.lat) < 2e-5 &&
      Math.abs(map.getZoom() - view.zoom) < 0.02;
    if (!same) map.jumpTo({ center: [view.lon, view.lat], zoom: view.zoom });
  }, [map, view]);
}
