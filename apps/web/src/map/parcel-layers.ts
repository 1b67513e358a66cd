import { readinessClasses, readinessLooks } from '@lizhu/land/contract';
import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import { hatchName } from './hatch.ts';
import { MAP_FONT } from './map-fonts.ts';

const from = { source: 'parcels', 'source-layer': 'parcels' };

/** Below this zoom parcels are too small for outlines. */
const OUTLINES_FROM = 13.5;
const CODES_FROM = 17;

/** Parcels in the colours of their readiness; blocked ones are hatched too, for grey print and colour-blind eyes. */
export function parcelLayers(opacity: number, filter: FilterSpecification | null): LayerSpecification[] {
  const only = filter === null ? {} : { filter };
  const hatched = readinessClasses.filter((name) => readinessLooks[name].hatched);
  const isHatched: FilterSpecification = ['in', ['get', 'class'], ['literal', [...hatched]]];
  return [
    {
      id: 'parcels-fill',
      type: 'fill',
      ...from,
      ...only,
      paint: { 'fill-color': colorByReadiness(), 'fill-opacity': opacity, 'fill-antialias': false },
    },
    {
      id: 'parcels-hatch',
      type: 'fill',
      ...from,
      filter: filter === null ? isHatched : (['all', isHatched, filter] as FilterSpecification),
      minzoom: 11,
      paint: { 'fill-pattern': hatchName('#ffffff', 5, 1), 'fill-opacity': opacity * 0.55 },
    },
    {
      id: 'parcels-line',
      type: 'line',
      ...from,
      ...only,
      minzoom: OUTLINES_FROM,
      paint: {
        'line-color': '#ffffff',
        'line-width': ['interpolate', ['linear'], ['zoom'], OUTLINES_FROM, 0.2, 16, 1],
        'line-opacity': opacity,
      },
    },
    {
      id: 'parcels-code',
      type: 'symbol',
      ...from,
      ...only,
      minzoom: CODES_FROM,
      layout: { 'text-field': ['slice', ['get', 'code'], 9], 'text-font': [MAP_FONT], 'text-size': 10 },
      paint: { 'text-color': '#1d2430', 'text-halo-color': '#ffffff', 'text-halo-width': 1.2 },
    },
  ];
}

/** Outlines around chosen parcels, in a light casing that shows on every colour. */
export function chosenParcelLayers(
  name: string,
  ids: readonly string[],
  color: string,
): LayerSpecification[] {
  const filter: FilterSpecification = ['in', ['get', 'id'], ['literal', [...ids]]];
  const outline = (id: string, lineColor: string, width: number): LayerSpecification => ({
    id,
    type: 'line',
    ...from,
    filter,
    layout: { 'line-join': 'round' },
    paint: { 'line-color': lineColor, 'line-width': width },
  });
  return [outline(`${name}-casing`, '#ffffff', 6), outline(`${name}-line`, color, 3)];
}

function colorByReadiness(): ExpressionSpecification {
  const pairs = readinessClasses.flatMap((name) => [name, readinessLooks[name].color]);
  return [
    'match',
    ['get', 'class'],
    ...pairs,
    readinessLooks.other.color,
  ] as unknown as ExpressionSpecification;
}
