import type { ImportFault } from '@lizhu/land/contract';
import type { Bbox } from '@lizhu/programme/contract';
import type { FeatureCollection, Point } from 'geojson';
import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SourceSpecification,
} from 'maplibre-gl';
import type { FaultFilter } from './import-faults.tsx';
import { severityColors } from './severity-marks.ts';

/** The faults of a filter as dots in the colours of their severity; the selected one is larger. */
export function faultPoints(
  faults: FeatureCollection<Point, ImportFault>,
  { code, severity }: FaultFilter,
  selected: number | null,
): { readonly sources: Record<string, SourceSpecification>; readonly layers: LayerSpecification[] } {
  const wanted: unknown[] = [
    ...(code === undefined ? [] : [['==', ['get', 'code'], code]]),
    ...(severity === undefined ? [] : [['==', ['get', 'severity'], severity]]),
  ];
  const isSelected = ['==', ['get', 'seq'], selected ?? -1];
  const color = ['match', ['get', 'severity'], ...Object.entries(severityColors).flat(), '#000000'];
  return {
    sources: { faults: { type: 'geojson', data: faults } },
    layers: [
      {
        id: 'faults',
        type: 'circle',
        source: 'faults',
        filter: ['all', ...wanted] as unknown as FilterSpecification,
        paint: {
          'circle-color': color as unknown as ExpressionSpecification,
          'circle-radius': ['case', isSelected, 9, 5] as unknown as ExpressionSpecification,
          'circle-stroke-color': '#ffffff',
          'circle-stroke-width': 1.5,
        },
      },
    ],
  };
}

/** Whether a map can show the place: swapped axes and wrong zones give places that are nowhere on it. */
export function isOnMap(lon: number, lat: number): boolean {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 85;
}

/**
 * A box around points, a little wider than they are: around those near home where there are any, since one stray point
 * should not show the rest from the moon. Null around none.
 */
export function boundsOfPoints(points: readonly (readonly number[])[], home: Bbox | null): Bbox | null {
  const shown = points.filter(([lon, lat]) => isOnMap(lon!, lat!));
  const near = home === null ? [] : shown.filter(([lon, lat]) => isNear(lon!, lat!, home));
  const framed = near.length > 0 ? near : shown;
  if (framed.length === 0) return null;
  const lons = framed.map(([lon]) => lon!);
  const lats = framed.map(([, lat]) => lat!);
  const min = (values: number[]): number => values.reduce((a, b) => Math.min(a, b));
  const max = (values: number[]): number => values.reduce((a, b) => Math.max(a, b));
  return [min(lons) - 1e-3, min(lats) - 1e-3, max(lons) + 1e-3, max(lats) + 1e-3];
}

const NEAR_DEG = 0.5;

function isNear(lon: number, lat: number, [west, south, east, north]: Bbox): boolean {
  return (
    lon >= west - NEAR_DEG && lon <= east + NEAR_DEG && lat >= south - NEAR_DEG && lat <= north + NEAR_DEG
  );
}
