import type { LayerKind } from '@lizhu/land/contract';
import type { Bilingual } from '@lizhu/programme/contract';

/** How a planning layer is drawn: a fill by class or of one colour, a hatch, a line. */
export interface LayerLook {
  readonly color: string;
  readonly fill?: number;
  readonly hatch?: { readonly everyPx: number; readonly lean: 1 | -1 };
  readonly line?: { readonly width: number; readonly dashes?: readonly number[] };
  /** Colours by class code; a code counts as the longest listed beginning. */
  readonly classes?: readonly ClassLook[];
}

export interface ClassLook {
  readonly begins: string;
  readonly color: string;
  readonly name: Bilingual;
}

/** Zones of the land-use plan (管制分区). */
const zones: readonly ClassLook[] = [
  { begins: '1010', color: '#f4b6a6', name: { zh: '允许建设区', en: 'Building allowed' } },
  { begins: '1020', color: '#f7dfa0', name: { zh: '有条件建设区', en: 'Building under conditions' } },
  { begins: '1030', color: '#d6e6b8', name: { zh: '限制建设区', en: 'Building restricted' } },
  { begins: '1040', color: '#9cc6a0', name: { zh: '禁止建设区', en: 'Building forbidden' } },
];

/** Uses of the city plan in the colours that planners expect (GB 50137, CJJ/T 97). */
const uses: readonly ClassLook[] = [
  { begins: 'M0', color: '#b98a5e', name: { zh: '新型产业用地', en: 'New industry' } },
  { begins: 'M', color: '#9c7a5b', name: { zh: '工业用地', en: 'Industry' } },
  { begins: 'W', color: '#8e7bb0', name: { zh: '物流仓储用地', en: 'Logistics' } },
  { begins: 'R', color: '#f6e27a', name: { zh: '居住用地', en: 'Housing' } },
  { begins: 'B', color: '#e8696b', name: { zh: '商业服务业设施用地', en: 'Commerce' } },
  { begins: 'A', color: '#e39ac0', name: { zh: '公共管理与公共服务', en: 'Public services' } },
  { begins: 'S', color: '#c2c6cc', name: { zh: '道路与交通设施', en: 'Roads and transport' } },
  { begins: 'U', color: '#7fa6c9', name: { zh: '公用设施用地', en: 'Utilities' } },
  { begins: 'G', color: '#79b779', name: { zh: '绿地与广场', en: 'Green space' } },
  { begins: 'H', color: '#d8c9a8', name: { zh: '建设用地', en: 'Construction land' } },
  { begins: 'E1', color: '#a8d0e6', name: { zh: '水域', en: 'Water' } },
  { begins: 'E', color: '#dfe9c9', name: { zh: '非建设用地', en: 'Not for building' } },
];

export const layerLooks: Readonly<Record<LayerKind, LayerLook>> = {
  farmland: { color: '#8a7a00', hatch: { everyPx: 8, lean: -1 }, line: { width: 1.5 } },
  ecological: { color: '#00695c', hatch: { everyPx: 10, lean: 1 }, line: { width: 2 } },
  growth: { color: '#7b1fa2', line: { width: 2, dashes: [4, 2] } },
  'land-plan': { color: '#b0b0b0', fill: 1, classes: zones },
  'city-plan': { color: '#c9c9c9', fill: 1, classes: uses },
  buildings: { color: '#4a4f57', fill: 0.85 },
  renewal: { color: '#c2570c', hatch: { everyPx: 6, lean: 1 }, line: { width: 1.5, dashes: [2, 1.5] } },
  river: { color: '#8fc1e3', fill: 1 },
  road: { color: '#d9d9d6', fill: 1 },
};
