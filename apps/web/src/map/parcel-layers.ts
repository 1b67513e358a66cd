import { PARCELS_FROM_ZOOM, readinessClasses, readinessLooks } from '@lizhu/land/contract';
import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import { hatchName } from './hatch.ts';
import { MAP_FONT } from './map-fonts.ts';
import { tilesOf } from './tile-sources.ts';

const near = tilesOf('parcels');
const afar = tilesOf('readiness');
/** Style layers of which a click means the parcel under it. */
export const PARCEL_FILLS: readonly string[] = ['parcels-fill', 'readiness-fill'];
/** What is still known of parcels that were put together. */
const KNOWN_AFAR = ['class', 'base'];

const HATCHES_FROM = 11;
/** Below this zoom parcels are too small for outlines. */
const OUTLINES_FROM = 13.5;
const CODES_FROM = 17;

/**
 * Parcels in the colours of their readiness; blocked ones are hatched too, for grey print and colour-blind eyes. From afar they are
 * put together by class, unless the filter asks for more than that.
 */
export function parcelLayers(opacity: number, filter: FilterSpecification | null): LayerSpecification[] {
  const only = filter === null ? {} : { filter };
  const hatched = readinessClasses.filter((name) => readinessLooks[name].hatched);
  const isHatched: FilterSpecification = ['in', ['get', 'class'], ['literal', [...hatched]]];
  const fill = { 'fill-color': colorByReadiness(), 'fill-opacity': opacity, 'fill-antialias': false };
  const hatching = {
    filter: filter === null ? isHatched : (['all', isHatched, filter] as FilterSpecification),
    paint: { 'fill-pattern': hatchName('#ffffff', 5, 1), 'fill-opacity': opacity * 0.55 },
  };
  const together = propertiesIn(filter).every((name) => KNOWN_AFAR.includes(name));
  const untilNear = { maxzoom: PARCELS_FROM_ZOOM };
  const fromNear = together ? { minzoom: PARCELS_FROM_ZOOM } : {};
  const seenAfar: LayerSpecification[] = [
    { id: 'readiness-fill', type: 'fill', ...afar, ...only, ...untilNear, paint: fill },
    { id: 'readiness-hatch', type: 'fill', ...afar, ...hatching, ...untilNear, minzoom: HATCHES_FROM },
  ];
  return [
    ...(together ? seenAfar : []),
    { id: 'parcels-fill', type: 'fill', ...near, ...only, ...fromNear, paint: fill },
    {
      id: 'parcels-hatch',
      type: 'fill',
      ...near,
      ...hatching,
      minzoom: together ? PARCELS_FROM_ZOOM : HATCHES_FROM,
    },
    {
      id: 'parcels-line',
      type: 'line',
      ...near,
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
      ...near,
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
    ...near,
    filter,
    layout: { 'line-join': 'round' },
    paint: { 'line-color': lineColor, 'line-width': width },
  });
  return [outline(`${name}-casing`, '#ffffff', 6), outline(`${name}-line`, color, 3)];
}

/** Names of the properties that an expression asks for. */
function propertiesIn(expression: unknown): string[] {
  if (!Array.isArray(expression)) return [];
  return expression[0] === 'get' ? [String(expression[1])] : expression.flatMap(propertiesIn);
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
