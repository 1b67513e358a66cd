import type { TileCollection } from '@lizhu/land/contract';
import type { Base } from '@lizhu/programme/contract';
import type {
  FilterSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import type { Language } from '../ui/measure.ts';
import { baseLayers, baseNames } from './base-layers.ts';
import { type BaseMap, baseMapSource } from './base-map.ts';
import type { LayerKey, LayerState } from './layer-state.ts';
import { MAP_FONT } from './map-fonts.ts';
import { chosenParcelLayers, parcelLayers } from './parcel-layers.ts';
import { planningLayers } from './planning-layers.ts';
import { tileSources, tilesOf } from './tile-sources.ts';

export interface MapStyleOptions {
  /** Uppermost first. */
  readonly layers: readonly LayerState[];
  readonly dataVersion: string;
  readonly bases: readonly Base[];
  readonly language: Language;
  readonly baseMap: BaseMap | null;
  /** Which parcels are shown; null = all. */
  readonly parcels?: FilterSpecification | null;
  /** Outlined parcels by name of the outline. */
  readonly chosen?: Readonly<Record<string, { readonly ids: readonly string[]; readonly color: string }>>;
  /** Drawn over everything: answers of a page, such as found sites. */
  readonly over?: {
    readonly sources: Record<string, SourceSpecification>;
    readonly layers: LayerSpecification[];
  };
}

const GROUND = '#f3f4f1';

/** The whole map as one value: MapLibre finds out by itself what changed. */
export function mapStyle(options: MapStyleOptions): StyleSpecification {
  const { layers, dataVersion, bases, language, baseMap, over } = options;
  const shown = layers.filter(({ on }) => on);
  const chosen = Object.entries(options.chosen ?? {}).filter(([, { ids }]) => ids.length > 0);
  const collections = new Set(shown.flatMap(({ key }) => collectionsOf(key)));
  if (chosen.length > 0) collections.add('parcels');
  const sources = tileSources(collections, dataVersion);
  if (baseMap !== null) sources['base-map'] = baseMapSource(baseMap);
  if (collections.has('bases')) sources['base-names'] = baseNames(bases, language);
  return {
    version: 8,
    sources: { ...sources, ...over?.sources },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': GROUND } },
      ...(baseMap === null ? [] : [{ id: 'base-map', type: 'raster', source: 'base-map' } as const]),
      ...shown.toReversed().flatMap((layer) => layersOf(layer, options.parcels ?? null)),
      ...chosen.flatMap(([name, { ids, color }]) => chosenParcelLayers(name, ids, color)),
      ...(over?.layers ?? []),
    ],
  };
}

function collectionsOf(key: LayerKey): readonly TileCollection[] {
  if (key === 'parcels') return ['readiness', 'parcels'];
  return key === 'bases' || key === 'sites' ? [key] : [`layer-${key}`];
}

function layersOf({ key, opacity }: LayerState, parcels: FilterSpecification | null): LayerSpecification[] {
  if (key === 'parcels') return parcelLayers(opacity, parcels);
  if (key === 'bases') return baseLayers(opacity);
  if (key === 'sites') return siteLayers(opacity);
  return planningLayers(key, opacity);
}

function siteLayers(opacity: number): LayerSpecification[] {
  const from = tilesOf('sites');
  return [
    {
      id: 'sites-line',
      type: 'line',
      ...from,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': '#1d2430',
        'line-width': 2,
        'line-dasharray': [3, 1.5],
        'line-opacity': opacity,
      },
    },
    {
      id: 'sites-name',
      type: 'symbol',
      ...from,
      minzoom: 12,
      layout: { 'text-field': ['get', 'name'], 'text-font': [MAP_FONT], 'text-size': 12 },
      paint: {
        'text-color': '#1d2430',
        'text-halo-color': '#ffffff',
        'text-halo-width': 2,
        'text-opacity': opacity,
      },
    },
  ];
}
