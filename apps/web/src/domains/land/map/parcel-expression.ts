import type { FilterSpecification } from 'maplibre-gl';
import { SQM_PER_MU } from '../../../ui/measure.ts';
import type { MapState } from './map-state.ts';

/**
 * The filters of a map state over the properties of parcel tiles, so that map and table show the same parcels.
 * Null = all of them. A tile without areas passes every area.
 */
export function parcelExpression(state: MapState): FilterSpecification | null {
  const { classes, baseIds, tenure, use, text, minMu, maxMu } = state;
  const parts: unknown[] = [];
  if (classes !== null) parts.push(['in', ['get', 'class'], ['literal', [...classes]]]);
  if (baseIds.length > 0) parts.push(['in', ['get', 'base'], ['literal', [...baseIds]]]);
  if (tenure !== null) parts.push(['==', ['get', 'tenure'], tenure]);
  if (use !== '') parts.push(begins('use', use));
  if (text !== '')
    parts.push(['any', begins('code', text.toUpperCase()), ['in', text, ['coalesce', ['get', 'owner'], '']]]);
  if (minMu !== null)
    parts.push(['>=', ['coalesce', ['get', 'area'], Number.MAX_SAFE_INTEGER], minMu * SQM_PER_MU]);
  if (maxMu !== null) parts.push(['<=', ['coalesce', ['get', 'area'], 0], maxMu * SQM_PER_MU]);
  return parts.length === 0 ? null : (['all', ...parts] as FilterSpecification);
}

function begins(property: string, text: string): unknown[] {
  return ['==', ['slice', ['coalesce', ['get', property], ''], 0, text.length], text];
}
