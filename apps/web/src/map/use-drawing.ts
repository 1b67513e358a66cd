import { useEffect, useRef, useState } from 'react';
import type { LonLat } from './geodesic-length.ts';
import { useMap } from './map-context.ts';
import type { Drawing, DrawnShape } from './start-drawing.ts';

export interface DrawnPoints {
  readonly points: readonly LonLat[];
  readonly finished: boolean;
}

const NOTHING: DrawnPoints = { points: [], finished: false };

/** Draws on the map around while `shape` is not null; the drawing tool is fetched when it is first needed. */
export function useDrawing(shape: DrawnShape | null): DrawnPoints & { readonly undo: () => void } {
  const map = useMap();
  const [drawn, setDrawn] = useState<DrawnPoints>(NOTHING);
  const drawing = useRef<Drawing | null>(null);
  useEffect(() => {
    setDrawn(NOTHING);
    if (map === null || shape === null) return;
    let ended = false;
    void import('./start-drawing.ts').then(({ startDrawing }) => {
      if (ended) return;
      drawing.current = startDrawing(map, {
        shape,
        onPoints: (points, finished) => setDrawn({ points, finished }),
      });
    });
    return () => {
      ended = true;
      drawing.current?.end();
      drawing.current = null;
    };
  }, [map, shape]);
  return { ...drawn, undo: () => drawing.current?.undo() };
}
