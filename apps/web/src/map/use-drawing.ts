import { useEffect, useRef, useState } from 'react';
import type { LonLat } from './geodesic-length.ts';
import { useMap } from './map-context.ts';
import type { Drawing, DrawnShape } from './start-drawing.ts';

export interface DrawnPoints {
  readonly points: readonly LonLat[];
  readonly finished: boolean;
}

const NOTHING: DrawnPoints = { points: [], finished: false };

export interface DrawingTool extends DrawnPoints {
  /** Whether a click on the map sets a point already. */
  readonly ready: boolean;
  readonly undo: () => void;
}

/** Draws on the map around while `shape` is not null; the drawing tool is fetched when it is first needed. */
export function useDrawing(shape: DrawnShape | null): DrawingTool {
  const map = useMap();
  const [drawn, setDrawn] = useState<DrawnPoints>(NOTHING);
  const [ready, setReady] = useState(false);
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
      setReady(true);
    });
    return () => {
      ended = true;
      setReady(false);
      drawing.current?.end();
      drawing.current = null;
    };
  }, [map, shape]);
  return { ...drawn, ready, undo: () => drawing.current?.undo() };
}
