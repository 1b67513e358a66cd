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

/** A box around points, a little wider than they are; null around none. */
export function boundsOfPoints(points: readonly (readonly number[])[]): Bbox | null {
  if (points.length === 0) return null;
  const lons = points.map(([lon]) => lon!);
  const lats = points.map(([, lat]) => lat!);
  const min = (values: number[]): number => values.reduce((a, b) => Math.min(a, b));
  const max = (values: number[]): number => values.reduce((a, b) => Math.max(a, b));
  return [min(lons) - 1e-3, min(lats) - 1e-3, max(lons) + 1e-3, max(lats) + 1e-3];
}
