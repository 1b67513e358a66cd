import type { GeoJSON } from 'geojson';
import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';
import { MAP_FONT } from './map-fonts.ts';
import { spotName } from './spot.ts';

export interface Outline {
  readonly id: string;
  /** Written in the middle. */
  readonly name: string;
  /** GeoJSON geometry. */
  readonly outline: unknown;
  /** Where its name stands. */
  readonly at: readonly [number, number];
  readonly chosen: boolean;
}

const ACCENT = '#3d4db3';
/** From afar a site is smaller than its name. */
const AS_SPOTS_BELOW = 12.5;

/** Outlines that a page puts over the map: found, saved or published sites; one may be chosen. */
export function outlineStyle(outlines: readonly Outline[]): {
  readonly sources: Record<string, SourceSpecification>;
  readonly layers: LayerSpecification[];
} {
  const data: GeoJSON = {
    type: 'FeatureCollection',
    features: outlines.map(({ id, name, outline, chosen }) => ({
      type: 'Feature',
      properties: { id, name, chosen },
      geometry: outline as GeoJSON.Geometry,
    })),
  };
  const names: GeoJSON = {
    type: 'FeatureCollection',
    features: outlines.map(({ id, name, at }) => ({
      type: 'Feature',
      properties: { id, name },
      geometry: { type: 'Point', coordinates: [...at] },
    })),
  };
  const from = { source: 'outlines' };
  return {
    sources: {
      outlines: { type: 'geojson', data, tolerance: 0 },
      'outline-names': { type: 'geojson', data: names },
    },
    layers: [
      {
        id: 'outline-fill',
        type: 'fill',
        ...from,
        paint: { 'fill-color': ACCENT, 'fill-opacity': ['case', ['get', 'chosen'], 0.18, 0.08] },
      },
      {
        id: 'outline-casing',
        type: 'line',
        ...from,
        layout: { 'line-join': 'round' },
        paint: { 'line-color': '#ffffff', 'line-width': ['case', ['get', 'chosen'], 7, 4] },
      },
      {
        id: 'outline-line',
        type: 'line',
        ...from,
        layout: { 'line-join': 'round' },
        paint: { 'line-color': ACCENT, 'line-width': ['case', ['get', 'chosen'], 4, 2] },
      },
      {
        id: 'outline-spot',
        // An image, not a circle: names of bases, which give way to images, do not lie under it.
        type: 'symbol',
        source: 'outline-names',
        maxzoom: AS_SPOTS_BELOW,
        layout: { 'icon-image': spotName(ACCENT), 'icon-allow-overlap': true },
      },
      {
        id: 'outline-name',
        type: 'symbol',
        source: 'outline-names',
        layout: {
          'text-field': ['get', 'name'],
          'text-font': [MAP_FONT],
          'text-size': 13,
          'text-max-width': 9,
          'text-anchor': ['step', ['zoom'], 'top', AS_SPOTS_BELOW, 'center'],
          'text-offset': ['step', ['zoom'], ['literal', [0, 0.7]], AS_SPOTS_BELOW, ['literal', [0, 0]]],
        },
        paint: { 'text-color': '#1d2430', 'text-halo-color': '#ffffff', 'text-halo-width': 2 },
      },
    ],
  };
}
