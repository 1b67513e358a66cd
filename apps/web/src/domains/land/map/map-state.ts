import {
  type ParcelFilter,
  parcelSorts,
  type ReadinessClass,
  readinessClasses,
  type Tenure,
} from '@lizhu/land/contract';
import type { Bbox } from '@lizhu/programme/contract';
import { formatLayers, type LayerState, parseLayers } from '../../../map/layer-state.ts';
import { formatBbox, formatView, parseBbox, parseView, type View } from '../../../map/view.ts';
import type { Sorting } from '../../../ui/data-table.tsx';
import { SQM_PER_MU } from '../../../ui/measure.ts';

/** Everything that a copied address of the map shares. */
export interface MapState {
  readonly view: View | null;
  /** A box to fly to once; it then becomes the view. */
  readonly fit: Bbox | null;
  readonly layers: readonly LayerState[];
  /** Null = all classes; never empty. */
  readonly classes: readonly ReadinessClass[] | null;
  readonly baseIds: readonly string[];
  readonly tenure: Tenure | null;
  readonly use: string;
  readonly text: string;
  readonly minMu: number | null;
  readonly maxMu: number | null;
  readonly parcel: string | null;
  readonly table: boolean;
  /** Whether the table shows only what the map shows. */
  readonly follow: boolean;
  readonly sorting: Sorting;
}

const usualSorting: Sorting = { by: 'code', order: 'asc' };

export function readMapState(search: Readonly<Record<string, string | undefined>>): MapState {
  const tenure = search['tenure'];
  const [by, order] = (search['sort'] ?? '').split(':');
  return {
    view: parseView(search['at']),
    fit: parseBbox(search['fit']),
    layers: parseLayers(search['layers']),
    classes: readClasses(search['class']),
    baseIds: list(search['base']),
    tenure: tenure === 'state' || tenure === 'collective' ? tenure : null,
    use: search['use'] ?? '',
    text: search['q'] ?? '',
    minMu: positive(search['min']),
    maxMu: positive(search['max']),
    parcel: search['parcel'] ?? null,
    table: search['table'] === '1',
    follow: search['follow'] === '1',
    sorting:
      parcelSorts.some((sort) => sort === by) && (order === 'asc' || order === 'desc')
        ? { by: by!, order }
        : usualSorting,
  };
}

/** The address of a state; what is as usual leaves no trace. */
export function writeMapState(state: MapState): Record<string, string> {
  const {
    view,
    fit,
    layers,
    classes,
    baseIds,
    tenure,
    use,
    text,
    minMu,
    maxMu,
    parcel,
    table,
    follow,
    sorting,
  } = state;
  const written = {
    at: view === null ? '' : formatView(view),
    fit: fit === null ? '' : formatBbox(fit),
    layers: formatLayers(layers),
    class: (classes ?? []).join(','),
    base: baseIds.join(','),
    tenure: tenure ?? '',
    use,
    q: text,
    min: minMu === null ? '' : String(minMu),
    max: maxMu === null ? '' : String(maxMu),
    parcel: parcel ?? '',
    table: table ? '1' : '',
    follow: follow ? '1' : '',
    sort:
      sorting.by === usualSorting.by && sorting.order === usualSorting.order
        ? ''
        : `${sorting.by}:${sorting.order}`,
  };
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== ''));
}

/** The state's filters as the server takes them. */
export function filterOf(state: MapState, bbox: Bbox | null): ParcelFilter {
  const { classes, baseIds, tenure, use, text, minMu, maxMu, follow } = state;
  return {
    ...(follow && bbox !== null ? { bbox: formatBbox(bbox) } : {}),
    ...(baseIds.length > 0 ? { base: baseIds.join(',') } : {}),
    ...(classes !== null ? { class: classes.join(',') } : {}),
    ...(tenure !== null ? { tenure } : {}),
    ...(use !== '' ? { use } : {}),
    ...(text !== '' ? { q: text } : {}),
    ...(minMu !== null ? { minAreaSqm: minMu * SQM_PER_MU } : {}),
    ...(maxMu !== null ? { maxAreaSqm: maxMu * SQM_PER_MU } : {}),
  };
}

/** How many filters narrow the selection, besides the classes of the legend. */
export function filterCount({ baseIds, tenure, use, text, minMu, maxMu }: MapState): number {
  return [
    baseIds.length > 0,
    tenure !== null,
    use !== '',
    text !== '',
    minMu !== null,
    maxMu !== null,
  ].filter(Boolean).length;
}

function readClasses(text: string | undefined): readonly ReadinessClass[] | null {
  const named = list(text);
  const classes = readinessClasses.filter((name) => named.includes(name));
  return classes.length === 0 ? null : classes;
}

function list(text: string | undefined): string[] {
  return (text ?? '').split(',').filter((part) => part !== '');
}

function positive(text: string | undefined): number | null {
  const value = Number(text ?? '');
  return Number.isFinite(value) && value > 0 ? value : null;
}
