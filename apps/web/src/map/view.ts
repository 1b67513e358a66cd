import type { Bbox } from '@lizhu/programme/contract';

/** Where a map looks: the middle of the picture and the zoom. */
export interface View {
  readonly lon: number;
  readonly lat: number;
  readonly zoom: number;
}

/** 22.91234,113.80123,12.25: latitude first, as people say it. */
export function formatView({ lon, lat, zoom }: View): string {
  return [lat.toFixed(5), lon.toFixed(5), zoom.toFixed(2)].map((text) => String(Number(text))).join(',');
}

export function parseView(text: string | undefined): View | null {
  const [lat, lon, zoom] = numbers(text, 3) ?? [];
  if (lat === undefined || lon === undefined || zoom === undefined) return null;
  if (Math.abs(lat) > 85 || Math.abs(lon) > 180 || zoom < 0 || zoom > 24) return null;
  return { lon, lat, zoom };
}

/** west,south,east,north, to about a tenth of a metre. */
export function formatBbox(bbox: Bbox): string {
  return bbox.map((value) => String(Number(value.toFixed(6)))).join(',');
}

export function parseBbox(text: string | undefined): Bbox | null {
  const values = numbers(text, 4);
  if (values === null) return null;
  const [west, south, east, north] = values as [number, number, number, number];
  return west <= east && south <= north ? [west, south, east, north] : null;
}

/** The middle of a box. */
export function centre([west, south, east, north]: Bbox): readonly [number, number] {
  return [(west + east) / 2, (south + north) / 2];
}

/** The smallest box around all of them; null around nothing. */
export function unionBbox(boxes: readonly Bbox[]): Bbox | null {
  if (boxes.length === 0) return null;
  const [west, south, east, north] = [0, 1, 2, 3].map((side) => boxes.map((box) => box[side]!)) as [
    number[],
    number[],
    number[],
    number[],
  ];
  return [Math.min(...west), Math.min(...south), Math.max(...east), Math.max(...north)];
}

function numbers(text: string | undefined, wanted: number): number[] | null {
  const parts = (text ?? '').split(',');
  const values = parts.map(Number);
  return parts.length === wanted && parts.every((part) => part.trim() !== '') && values.every(Number.isFinite)
    ? values
    : null;
}
