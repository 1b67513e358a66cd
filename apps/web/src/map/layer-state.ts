import { type LayerKind, layerKinds } from '@lizhu/land/contract';

/** What a map can show: planning layers, and beside them parcels, bases and saved sites. */
export type LayerKey = LayerKind | 'parcels' | 'bases' | 'sites';

export interface LayerState {
  readonly key: LayerKey;
  readonly on: boolean;
  /** 0 … 1. */
  readonly opacity: number;
}

/** Uppermost first, as the panel lists them. */
export const defaultLayers: readonly LayerState[] = [
  { key: 'sites', on: true, opacity: 1 },
  { key: 'bases', on: true, opacity: 1 },
  { key: 'growth', on: false, opacity: 1 },
  { key: 'ecological', on: false, opacity: 0.8 },
  { key: 'farmland', on: false, opacity: 0.8 },
  { key: 'renewal', on: false, opacity: 0.8 },
  { key: 'buildings', on: false, opacity: 0.7 },
  { key: 'river', on: true, opacity: 0.8 },
  { key: 'road', on: true, opacity: 0.6 },
  { key: 'city-plan', on: false, opacity: 0.6 },
  { key: 'land-plan', on: false, opacity: 0.6 },
  { key: 'parcels', on: true, opacity: 0.9 },
];

const keys: readonly LayerKey[] = ['parcels', 'bases', 'sites', ...layerKinds];

/** sites,-growth,parcels*70: order from the top, `-` switched off, `*` opacity in percent. Empty for the usual layers. */
export function formatLayers(layers: readonly LayerState[]): string {
  const text = write(layers);
  return text === write(defaultLayers) ? '' : text;
}

function write(layers: readonly LayerState[]): string {
  return layers
    .map(
      ({ key, on, opacity }) =>
        `${on ? '' : '-'}${key}${opacity === 1 ? '' : `*${Math.round(opacity * 100)}`}`,
    )
    .join(',');
}

/** Reads what `formatLayers` wrote. Unknown names are passed over; layers that are not named follow, switched off. */
export function parseLayers(text: string | undefined): readonly LayerState[] {
  if (text === undefined || text === '') return defaultLayers;
  const named: LayerState[] = [];
  for (const part of text.split(',')) {
    const match = /^(-?)([a-z-]+?)(?:\*(\d{1,3}))?$/.exec(part);
    const key = match?.[2] as LayerKey | undefined;
    if (!match || key === undefined || !keys.includes(key) || named.some((layer) => layer.key === key))
      continue;
    named.push({ key, on: match[1] === '', opacity: Math.min(100, Number(match[3] ?? 100)) / 100 });
  }
  const rest = defaultLayers.filter(({ key }) => !named.some((layer) => layer.key === key));
  return [...named, ...rest.map((layer) => ({ ...layer, on: false }))];
}
