import type { TileColumn, TileIndex, TileLayer } from '@lizhu/fabric';
import type { Bbox } from '@lizhu/programme/contract';

/** A collection ready to be cut into tiles, and what TileJSON says of it. */
export interface TileSource {
  readonly layer: TileLayer;
  /** Below this zoom its tiles are empty. */
  readonly minZoom: number;
  readonly bounds: Bbox | null;
}

/** Below this zoom thousands of parcels share a tile, and each is a dot: what tells one from another is left out. */
const NAMED_FROM_ZOOM = 10;
const NAMES: readonly string[] = ['id', 'code', 'owner'];

/** The layer as tiles of a zoom show it. */
export function layerAt({ layer }: TileSource, zoom: number): TileLayer {
  if (zoom >= NAMED_FROM_ZOOM || layer.name !== 'parcels') return layer;
  const columns = Object.entries(layer.columns ?? {}).filter(([name]) => !NAMES.includes(name));
  return { ...layer, columns: Object.fromEntries(columns) };
}

export function tileSource(
  name: string,
  index: TileIndex,
  minZoom: number,
  columns: Readonly<Record<string, TileColumn>>,
): TileSource {
  return { layer: { name, index, columns }, minZoom, bounds: boundsOf(index) };
}

/** Steps of the map's coordinates round the world. */
const WORLD = 2 ** 32;
/** Where the kernel puts boxes of polygons without points. */
const NOWHERE = 2 ** 31 - 1;

/** The box of all polygons in degrees; null when there are none. */
function boundsOf({ count, tree }: TileIndex): Bbox | null {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let leaf = 0; leaf < count; leaf++) {
    const at = 4 * leaf;
    if (tree.boxes[at] === NOWHERE) continue;
    minX = Math.min(minX, tree.boxes[at]!);
    minY = Math.min(minY, tree.boxes[at + 1]!);
    maxX = Math.max(maxX, tree.boxes[at + 2]!);
    maxY = Math.max(maxY, tree.boxes[at + 3]!);
  }
  return minX === Infinity ? null : [lonOf(minX), latOf(maxY), lonOf(maxX), latOf(minY)];
}

function lonOf(x: number): number {
  return (x / WORLD) * 360;
}

function latOf(y: number): number {
  return (Math.atan(Math.sinh((-y / WORLD) * 2 * Math.PI)) * 180) / Math.PI;
}
