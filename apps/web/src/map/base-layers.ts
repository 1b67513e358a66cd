import type { Base } from '@lizhu/programme/contract';
import type { ExpressionSpecification, GeoJSONSourceSpecification, LayerSpecification } from 'maplibre-gl';
import type { Language } from '../ui/measure.ts';
import { MAP_FONT } from './map-fonts.ts';
import { tilesOf } from './tile-sources.ts';

/** The red lines of the bases, and their names. */
export function baseLayers(opacity: number): LayerSpecification[] {
  const from = tilesOf('bases');
  return [
    {
      id: 'bases-casing',
      type: 'line',
      ...from,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': '#ffffff', 'line-width': growing(2, 5), 'line-opacity': 0.7 * opacity },
    },
    {
      id: 'bases-line',
      type: 'line',
      ...from,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': '#a3123a', 'line-width': growing(1, 2), 'line-opacity': opacity },
    },
    {
      id: 'bases-name',
      type: 'symbol',
      source: 'base-names',
      maxzoom: 15.5,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': [MAP_FONT],
        'text-size': ['interpolate', ['linear'], ['zoom'], 9, 12, 13, 16],
        'text-max-width': 9,
        'text-padding': 4,
        // Beside last: on a narrow screen a name beside the outermost base would run off it.
        'text-variable-anchor': ['top', 'bottom', 'right', 'left'],
        'text-radial-offset': 0.4,
        'text-justify': 'auto',
      },
      paint: {
        'text-color': '#1d2430',
        'text-halo-color': '#ffffff',
        'text-halo-width': 2,
        'text-opacity': opacity,
      },
    },
  ];
}

/** A width that grows as one comes nearer: from afar a line should not hide what it surrounds. */
function growing(farPx: number, nearPx: number): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], 9, farPx, 12, nearPx];
}

/** One point a base, under the middle of its box: names do not repeat from tile to tile, nor hide what they name. */
export function baseNames(bases: readonly Base[], language: Language): GeoJSONSourceSpecification {
  return {
    type: 'geojson',
    data: {
      type: 'FeatureCollection',
      features: bases.flatMap(({ name, bbox }) =>
        bbox === null
          ? []
          : [
              {
                type: 'Feature' as const,
                properties: { name: language === 'en' ? name.en : name.zh },
                geometry: {
                  type: 'Point' as const,
                  coordinates: [(bbox[0] + bbox[2]) / 2, bbox[1]],
                },
              },
            ],
      ),
    },
  };
}
