import type { Polygons } from '@lizhu/fabric';
import type { City } from './city.ts';
import { useCodes } from './land-use.ts';
import type { LayerKind } from './layers.ts';

export interface DrawingOptions {
  /** Middle of the picture and its width, in metres from the city's origin. */
  readonly x: number;
  readonly y: number;
  readonly widthM: number;
  readonly widthPx?: number;
  readonly heightPx?: number;
  /** Layers drawn over the parcels, as outlines tinted by class. */
  readonly layers?: readonly LayerKind[];
  /** False leaves the outlines of parcels away, for small scales. */
  readonly lines?: boolean;
}

/** Draws a part of the city as SVG: parcels by present use, buildings, chosen layers, red lines. */
export function drawCity(city: City, options: DrawingOptions): string {
  const { x, y, widthM, widthPx = 1400, heightPx = 1000, layers = [], lines = true } = options;
  const scale = widthPx / widthM;
  const heightM = heightPx / scale;
  const west = (x - widthM / 2) * 1000;
  const south = (y - heightM / 2) * 1000;
  const east = (x + widthM / 2) * 1000;
  const north = (y + heightM / 2) * 1000;
  const pixel = scale / 1000;
  const point = (px: number, py: number): string =>
    `${((px - west) * pixel).toFixed(1)} ${((north - py) * pixel).toFixed(1)}`;
  const path = ({ ringStart, pointStart, xs, ys }: Polygons, index: number): string | null => {
    let seen = false;
    let text = '';
    for (let r = ringStart[index]!; r < ringStart[index + 1]!; r++) {
      const points: string[] = [];
      for (let p = pointStart[r]!; p < pointStart[r + 1]!; p++) {
        seen ||= xs[p]! >= west && xs[p]! <= east && ys[p]! >= south && ys[p]! <= north;
        points.push(point(xs[p]!, ys[p]!));
      }
      text += `M${points.join('L')}Z`;
    }
    return seen ? text : null;
  };
  const groups = new Map<string, string[]>();
  const put = (style: string, text: string | null): void => {
    if (text === null) return;
    const group = groups.get(style);
    if (group) group.push(text);
    else groups.set(style, [text]);
  };
  const { polygons, useOf } = city.parcels;
  const stroke = lines ? 'stroke="#5b5b5b" stroke-width="0.35"' : '';
  for (let i = 0; i < polygons.count; i++) {
    put(`fill="${useColors[useCodes[useOf[i]!]!]}" ${stroke}`, path(polygons, i));
  }
  if (widthM < 9000) {
    const buildings = city.layers.buildings.polygons;
    for (let i = 0; i < buildings.count; i++) put('fill="#6d5f57" fill-opacity="0.75"', path(buildings, i));
  }
  for (const kind of layers) {
    const layer = city.layers[kind];
    for (let i = 0; i < layer.polygons.count; i++) {
      const color = layerColors[(layer.classOf[i]! + kind.length) % layerColors.length]!;
      put(
        `fill="${color}" fill-opacity="0.35" stroke="${color}" stroke-width="1.2"`,
        path(layer.polygons, i),
      );
    }
  }
  const red = city.bases.flatMap(({ versions }) =>
    versions.at(-1)!.boundary.rings.map(({ xy }) => {
      const points: string[] = [];
      for (let i = 0; i < xy.length; i += 2) points.push(point(xy[i]!, xy[i + 1]!));
      return `M${points.join('L')}Z`;
    }),
  );
  const drawn = [...groups].map(
    ([style, paths]) => `<path ${style} fill-rule="evenodd" d="${paths.join('')}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" viewBox="0 0 ${widthPx} ${heightPx}">`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    ...drawn,
    `<path fill="none" stroke="#d7191c" stroke-width="2.2" d="${red.join('')}"/>`,
    '</svg>',
  ].join('\n');
}

const useColors: Readonly<Record<(typeof useCodes)[number], string>> = {
  '0101': '#f7e58a',
  '0102': '#f3eda3',
  '0103': '#efe2b0',
  '0201': '#c9dd8a',
  '0204': '#d5e0a0',
  '0301': '#8fbf7f',
  '0305': '#a5c98f',
  '0404': '#d0e3b8',
  '0501': '#f29b8e',
  '0504': '#ee8a9b',
  '0601': '#c7b1cf',
  '0604': '#b6a6d8',
  '0701': '#f6c9a0',
  '0702': '#f0b48c',
  '0803': '#f3a9c0',
  '0809': '#9fc3c9',
  '0810': '#9ad49a',
  '1001': '#8a8a8a',
  '1003': '#dcdcdc',
  '1004': '#e8e8e8',
  '1006': '#e4dccb',
  '1101': '#8fc3ea',
  '1102': '#7fb8e6',
  '1104': '#b3dcf2',
  '1107': '#9dcdee',
  '1201': '#eef3ef',
  '1202': '#d9cbb0',
  '1203': '#ded6a8',
};

const layerColors = ['#1a9850', '#d73027', '#4575b4', '#fdae61', '#762a83', '#01665e', '#c51b7d', '#8c510a'];
