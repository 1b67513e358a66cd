import { type LayerKind, PARCELS_FROM_ZOOM } from '@lizhu/land/contract';
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { hatchName } from './hatch.ts';
import { type ClassLook, layerLooks } from './layer-looks.ts';
import { tilesOf } from './tile-sources.ts';

/** The style layers of one planning layer, bottom first. */
export function planningLayers(kind: LayerKind, opacity: number): LayerSpecification[] {
  const look = layerLooks[kind];
  const from = tilesOf(`layer-${kind}`);
  const layers: LayerSpecification[] = [];
  if (look.fill !== undefined) {
    layers.push({
      id: `${kind}-fill`,
      type: 'fill',
      ...from,
      paint: {
        'fill-color': look.classes === undefined ? look.color : colorByClass(look.classes, look.color),
        'fill-opacity': look.fill * opacity,
        // From afar smooth edges cost a pass of their own and are not seen.
        'fill-antialias': ['step', ['zoom'], false, PARCELS_FROM_ZOOM, true],
      },
    });
  }
  if (look.hatch !== undefined) {
    const { everyPx, lean } = look.hatch;
    layers.push({
      id: `${kind}-hatch`,
      type: 'fill',
      ...from,
      paint: { 'fill-pattern': hatchName(look.color, everyPx, lean), 'fill-opacity': opacity },
    });
  }
  if (look.line !== undefined) {
    layers.push({
      id: `${kind}-line`,
      type: 'line',
      ...from,
      paint: {
        'line-color': look.color,
        'line-width': look.line.width,
        'line-opacity': opacity,
        ...(look.line.dashes === undefined ? {} : { 'line-dasharray': [...look.line.dashes] }),
      },
    });
  }
  return layers;
}

/** The longest beginning of a class code decides; `classes` lists longer beginnings before shorter ones. */
function colorByClass(classes: readonly ClassLook[], otherwise: string): ExpressionSpecification {
  const cases = classes.flatMap(({ begins, color }) => [
    ['==', ['slice', ['to-string', ['get', 'class']], 0, begins.length], begins],
    color,
  ]);
  return ['case', ...cases, otherwise] as unknown as ExpressionSpecification;
}
