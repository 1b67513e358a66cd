import type { Map as MapInstance } from 'maplibre-gl';
import { createContext, useContext } from 'react';

export const MapContext = createContext<MapInstance | null>(null);

/** The map around this part; null until it has been made. */
export function useMap(): MapInstance | null {
  return useContext(MapContext);
}
