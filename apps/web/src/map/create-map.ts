import type { Bbox } from '@lizhu/programme/contract';
import type { Map as MapInstance, MapOptions, StyleSpecification } from 'maplibre-gl';
import { hatchOf } from './hatch.ts';
import type { Insets } from './insets.ts';
import { MapLibreMap } from './maplibre.ts';
import { spotOf } from './spot.ts';
import type { View } from './view.ts';

export interface CreateMapOptions {
  readonly container: HTMLElement;
  readonly style: StyleSpecification;
  /** A view, or a box to be fitted; Dongguan where there is neither. */
  readonly view: View | null;
  readonly bounds: Bbox | null;
  readonly insets?: Insets;
  readonly more?: Partial<MapOptions>;
}

const SOMEWHERE: View = { lon: 113.85, lat: 22.95, zoom: 9.5 };

/** A flat map that asks only this server, and draws its hatches itself. */
export function createMap({ container, style, view, bounds, insets, more }: CreateMapOptions): MapInstance {
  const { lon, lat, zoom } = view ?? SOMEWHERE;
  const where =
    view === null && bounds !== null
      ? { bounds, fitBoundsOptions: { padding: insets === undefined ? 24 : { ...insets }, maxZoom: 16 } }
      : { center: [lon, lat] as [number, number], zoom };
  const map = new MapLibreMap({
    container,
    style,
    ...where,
    attributionControl: false,
    dragRotate: true,
    pitchWithRotate: false,
    touchPitch: false,
    maxPitch: 0,
    maxZoom: 20,
    minZoom: 7,
    fadeDuration: 0,
    // A tile address may be relative to this server; the worker that fetches it knows no server.
    transformRequest: (url) => ({ url: url.startsWith('/') ? location.origin + url : url }),
    ...more,
  });
  map.setMissingStyleImageResolver((name) => {
    const image = hatchOf(name) ?? spotOf(name);
    if (image !== null && !map.hasImage(name)) map.addImage(name, image, { pixelRatio: 2 });
  });
  return map;
}

/** Takes over a changed style, leaving alone what a drawing tool has added. */
export function updateStyle(map: MapInstance, style: StyleSpecification): void {
  map.setStyle(style, {
    diff: true,
    transformStyle: (before, after) => {
      if (before === undefined) return after;
      const drawn = Object.entries(before.sources).filter(([name]) => name.startsWith('td-'));
      return {
        ...after,
        sources: { ...after.sources, ...Object.fromEntries(drawn) },
        layers: [...after.layers, ...before.layers.filter(({ id }) => id.startsWith('td-'))],
      };
    },
  });
}
