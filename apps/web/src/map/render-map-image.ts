import type { Bbox } from '@lizhu/programme/contract';
import type { StyleSpecification } from 'maplibre-gl';
import { createMap } from './create-map.ts';

export interface MapImage {
  readonly url: string;
  /** Ground metres under one millimetre of paper, in the middle of the picture. */
  readonly metresPerMm: number;
}

export interface MapImageOptions {
  readonly style: StyleSpecification;
  readonly bbox: Bbox;
  readonly widthMm: number;
  readonly heightMm: number;
}

/** CSS counts 96 pixels to the inch. */
const PX_PER_MM = 96 / 25.4;
/** About 290 dots an inch on paper. */
const PIXEL_RATIO = 3;
const EQUATOR_M = 40_075_016.7;

/** Draws a map out of sight, sharp enough for paper, and waits until all of it is there. */
export async function renderMapImage({ style, bbox, widthMm, heightMm }: MapImageOptions): Promise<MapImage> {
  const container = document.createElement('div');
  container.style.cssText = `position:fixed;left:-10000px;top:0;width:${widthMm * PX_PER_MM}px;height:${heightMm * PX_PER_MM}px`;
  document.body.append(container);
  const map = createMap({
    container,
    style,
    view: null,
    bounds: bbox,
    more: {
      interactive: false,
      pixelRatio: PIXEL_RATIO,
      canvasContextAttributes: { preserveDrawingBuffer: true },
      fitBoundsOptions: { padding: 0, maxZoom: 20 },
    },
  });
  try {
    await new Promise<void>((resolve) => map.once('idle', () => resolve()));
    const { lat } = map.getCenter();
    const metresPerPx = (EQUATOR_M * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** map.getZoom());
    return { url: map.getCanvas().toDataURL('image/png'), metresPerMm: metresPerPx * PX_PER_MM };
  } finally {
    map.remove();
    container.remove();
  }
}
