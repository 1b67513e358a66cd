import type { Bilingual } from './bilingual.ts';

/** Where something stands in a file, counted from 1 as a person counts. */
export interface Place {
  readonly feature: number;
  /** File inside an archive, where it holds several. */
  readonly file?: string;
  readonly line?: number;
  readonly byte?: number;
  readonly field?: string;
  /** Ring of the feature, over all parts in file order. */
  readonly ring?: number;
  readonly vertex?: number;
  /** Longitude and latitude, where known. */
  readonly coordinate?: readonly [number, number];
}

/** "feature 17, ring 1, vertex 4 (113.7518000, 23.0207000)" */
export function placeText(place: Place): Bilingual {
  const zh: string[] = [];
  const en: string[] = [];
  if (place.file !== undefined) {
    zh.push(place.file);
    en.push(place.file);
  }
  zh.push(`第 ${place.feature} 个要素`);
  en.push(`feature ${place.feature}`);
  if (place.line !== undefined) {
    zh.push(`第 ${place.line} 行`);
    en.push(`line ${place.line}`);
  }
  if (place.byte !== undefined) {
    zh.push(`第 ${place.byte} 字节`);
    en.push(`byte ${place.byte}`);
  }
  if (place.field !== undefined) {
    zh.push(`字段 ${place.field}`);
    en.push(`field ${place.field}`);
  }
  if (place.ring !== undefined) {
    zh.push(`第 ${place.ring} 环`);
    en.push(`ring ${place.ring}`);
  }
  if (place.vertex !== undefined) {
    zh.push(`第 ${place.vertex} 点`);
    en.push(`vertex ${place.vertex}`);
  }
  const at = place.coordinate
    ? ` (${place.coordinate[0].toFixed(7)}, ${place.coordinate[1].toFixed(7)})`
    : '';
  return { zh: zh.join('，') + at, en: en.join(', ') + at };
}
