import type { FoundSite } from '@lizhu/land/contract';
import type { FeatureCollection } from 'geojson';
import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';
import { type Outline, outlineStyle } from '../../../map/outline-style.ts';

interface Over {
  readonly sources: Record<string, SourceSpecification>;
  readonly layers: LayerSpecification[];
}

/** Found sites over the map: outlines with their rank or name, the chosen one's rectangle, the drawn area of the search. */
export function siteLayers(
  outlines: readonly Outline[],
  chosen: Pick<FoundSite, 'inscribedRectangle'> | null,
  area: readonly (readonly [number, number])[] | null,
): Over {
  const { sources, layers } = outlineStyle(outlines);
  const lines: FeatureCollection = {
    type: 'FeatureCollection',
    features: [
      ...(chosen === null ? [] : [ring('rectangle', chosen.inscribedRectangle.ring)]),
      ...(area === null ? [] : [ring('area', area)]),
    ],
  };
  return {
    sources: { ...sources, 'site-lines': { type: 'geojson', data: lines } },
    layers: [
      ...layers,
      {
        id: 'site-rectangle',
        type: 'line',
        source: 'site-lines',
        filter: ['==', ['get', 'kind'], 'rectangle'],
        paint: { 'line-color': '#1d2430', 'line-width': 1.5, 'line-dasharray': [4, 2] },
      },
      {
        id: 'site-area',
        type: 'line',
        source: 'site-lines',
        filter: ['==', ['get', 'kind'], 'area'],
        paint: { 'line-color': '#1d2430', 'line-width': 2, 'line-dasharray': [1, 1.5] },
      },
    ],
  };
}

function ring(
  kind: string,
  points: readonly (readonly [number, number])[],
): FeatureCollection['features'][number] {
  const [first] = points;
  return {
    type: 'Feature',
    properties: { kind },
    geometry: {
      type: 'LineString',
      coordinates: [...points, ...(first ? [first] : [])].map((point) => [...point]),
    },
  };
}
