import type { Source } from '../format.ts';
import type { Position } from '../geometry.ts';
import { fileOf } from './read-checked.ts';

/** A closed square near Dongguan: x and y of its corner and its side in thousandths of a degree. */
export function squareAt(x: number, y: number, side: number): Position[] {
  const corners = [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
    [x, y],
  ];
  return corners.map(([dx, dy]): Position => [113.75 + dx! / 1000, 23.02 + dy! / 1000]);
}

/** A GeoJSON file of such squares. */
export function geometryFile(squares: readonly (readonly [number, number, number])[]): Source {
  const features = squares.map(([x, y, side], i) => ({
    type: 'Feature',
    id: `S${i + 1}`,
    properties: {},
    geometry: { type: 'Polygon', coordinates: [squareAt(x, y, side)] },
  }));
  return fileOf('squares.geojson', JSON.stringify({ type: 'FeatureCollection', features }));
}
