import type { Map as MapInstance } from 'maplibre-gl';
import { TerraDraw, TerraDrawLineStringMode, TerraDrawModeUndoRedo, TerraDrawPolygonMode } from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import type { LonLat } from './geodesic-length.ts';

export type DrawnShape = 'line' | 'area';

export interface Drawing {
  /** Takes back the last point. */
  readonly undo: () => void;
  /** Ends drawing and removes what was drawn from the map. */
  readonly end: () => void;
}

export interface DrawingOptions {
  readonly shape: DrawnShape;
  /** The points so far, the one under the pointer included; an area's ring is open. */
  readonly onPoints: (points: readonly LonLat[], finished: boolean) => void;
}

const INK = '#1d2430' as const;
const POINTS = {
  coordinatePointColor: '#ffffff' as const,
  coordinatePointOutlineColor: INK,
  coordinatePointWidth: 4,
  coordinatePointOutlineWidth: 2,
  closingPointColor: INK,
  closingPointOutlineColor: '#ffffff' as const,
};

/**
 * Draws one line or one area on a map: click sets a point, Backspace takes the last one back, double click or Enter
 * finishes, Esc begins again. A new first point replaces what was drawn before.
 */
export function startDrawing(map: MapInstance, { shape, onPoints }: DrawingOptions): Drawing {
  const line = new TerraDrawLineStringMode({
    showCoordinatePoints: true,
    styles: { ...POINTS, lineStringColor: INK, lineStringWidth: 3 },
  });
  const area = new TerraDrawPolygonMode({
    showCoordinatePoints: true,
    styles: { ...POINTS, fillColor: INK, fillOpacity: 0.08, outlineColor: INK, outlineWidth: 3 },
  });
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map }),
    modes: [line, area],
    undoRedo: { modeLevel: new TerraDrawModeUndoRedo() },
  });
  let last: string | number | undefined;
  const say = (finished: boolean): void => {
    const shapes = draw.getSnapshot().filter(({ geometry }) => geometry.type !== 'Point');
    const newest = shapes.at(-1);
    if (newest === undefined) {
      onPoints([], false);
      return;
    }
    const older = shapes.slice(0, -1).map(({ id }) => id!);
    if (newest.id !== last && older.length > 0) draw.removeFeatures(older);
    last = newest.id;
    const { geometry } = newest;
    const points = geometry.type === 'Polygon' ? geometry.coordinates[0]!.slice(0, -1) : geometry.coordinates;
    onPoints(points as unknown as LonLat[], finished);
  };
  draw.start();
  draw.setMode(shape === 'line' ? 'linestring' : 'polygon');
  draw.on('change', (_ids, type) => {
    if (type !== 'styling' && type !== 'delete') say(false);
  });
  draw.on('finish', () => say(true));
  const canvas = map.getCanvas();
  canvas.focus();
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Backspace') return;
    event.preventDefault();
    draw.undo();
    say(false);
  };
  canvas.addEventListener('keydown', onKey);
  return {
    undo: () => {
      draw.undo();
      say(false);
    },
    end: () => {
      canvas.removeEventListener('keydown', onKey);
      if (draw.enabled) draw.stop();
    },
  };
}
