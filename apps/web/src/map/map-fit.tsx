import type { Bbox } from '@lizhu/programme/contract';
import { useEffect } from 'react';
import { fitMap } from './fit-map.ts';
import type { Insets } from './insets.ts';
import { useMap } from './map-context.ts';

/** Flies the map around to a box whenever it is given one, and says when it has set out. */
export function MapFit({
  bbox,
  insets,
  onFitted,
}: {
  readonly bbox: Bbox | null;
  readonly insets: Insets;
  readonly onFitted?: () => void;
}) {
  const map = useMap();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new box sets the map in motion
  useEffect(() => {
    if (map === null || bbox === null) return;
    fitMap(map, bbox, insets);
    onFitted?.();
  }, [map, bbox]);
  return null;
}
