import { buildOverlayIndex, overlayAreas, overlayByClass, type Polygons } from '@lizhu/fabric';
import type { Bilingual } from '@lizhu/geodata';

/** Layers that `find-sites` understands, and what each does to a parcel. */
export type SiteLayerKind = keyof typeof layerRules;

/** What a rule looks at: the parcels, and the layer on the same grid. */
interface Measured {
  readonly parcels: Polygons;
  readonly planeSqm: Float64Array;
  readonly layer: Polygons;
  readonly classes: readonly string[];
}

interface LayerRule {
  readonly text: Bilingual;
  /** Whether each parcel may stay; null where the layer is a barrier and sifts no parcels. */
  readonly stays: ((measured: Measured) => Uint8Array) | null;
  /** Whether the layer needs a field with classes. */
  readonly classed?: true;
}

const TOLERATED_SQM = 10;
const BUILT_SHARE = 0.1;
const HALF = 0.5;

export const layerRules = {
  boundary: {
    text: {
      zh: '基地红线：只留至少 50 % 在内的地块',
      en: 'base boundary: keeps parcels at least 50 % inside',
    },
    stays: sharesInside((share) => share >= HALF),
  },
  farmland: {
    text: {
      zh: '永久基本农田：排除压占超过 10 m² 的地块',
      en: 'permanent farmland: leaves out parcels that overlap by more than 10 m²',
    },
    stays: overlapsAtMost(TOLERATED_SQM),
  },
  ecological: {
    text: {
      zh: '生态保护红线：排除压占超过 10 m² 的地块',
      en: 'ecological red line: leaves out parcels that overlap by more than 10 m²',
    },
    stays: overlapsAtMost(TOLERATED_SQM),
  },
  growth: {
    text: {
      zh: '城镇开发边界：只留至少 50 % 在内的地块',
      en: 'growth boundary: keeps parcels at least 50 % inside',
    },
    stays: sharesInside((share) => share >= HALF),
  },
  'land-plan': {
    text: {
      zh: '土规：只留以 1010 允许建设区为主的地块',
      en: 'land plan: keeps parcels that lie mostly in zone 1010',
    },
    stays: mostlyOf((code) => code === '1010'),
    classed: true,
  },
  'city-plan': {
    text: {
      zh: '城规：只留以 M*、W* 用地为主的地块',
      en: 'city plan: keeps parcels that are mostly M* or W*',
    },
    stays: mostlyOf((code) => /^[MW]/i.test(code)),
    classed: true,
  },
  buildings: {
    text: {
      zh: '现状建筑：排除建筑占地达 10 % 的地块',
      en: 'buildings: leaves out parcels built on by 10 % or more',
    },
    stays: sharesInside((share) => share < BUILT_SHARE),
  },
  renewal: {
    text: {
      zh: '城市更新名录：排除至少 50 % 在内的地块',
      en: 'renewal list: leaves out parcels at least 50 % inside',
    },
    stays: sharesInside((share) => share < HALF),
  },
  river: { text: { zh: '河流：不可跨越', en: 'rivers: may never be bridged' }, stays: null },
  road: { text: { zh: '道路：不可跨越', en: 'roads: may never be bridged' }, stays: null },
} as const satisfies Readonly<Record<string, LayerRule>>;

/** Fields that usually hold the class of a planning layer, best first. */
export const classFields: readonly string[] = [
  'class_code',
  'classcode',
  'gzqlxdm',
  'gzqdm',
  'ydxz',
  'yddm',
  'dlbm',
  'zone_type',
  'zone',
  'class',
  'code',
  '管制分区',
  '用地性质',
  '用地代码',
  '地类编码',
];

function overlapsAtMost(areaSqm: number): LayerRule['stays'] {
  return ({ parcels, layer }) =>
    Uint8Array.from(overlayAreas(parcels, layer), (sqm) => (sqm <= areaSqm ? 1 : 0));
}

function sharesInside(fits: (share: number) => boolean): LayerRule['stays'] {
  return ({ parcels, planeSqm, layer }) => {
    const inside = overlayAreas(parcels, layer);
    return Uint8Array.from(inside, (sqm, row) =>
      fits(planeSqm[row]! > 0 ? sqm / planeSqm[row]! : 0) ? 1 : 0,
    );
  };
}

/** By the class that covers most of a parcel; a parcel that no class covers does not stay. */
function mostlyOf(fits: (code: string) => boolean): LayerRule['stays'] {
  return ({ parcels, layer, classes }) => {
    const dictionary = [...new Set(classes)];
    const codes = new Map(dictionary.map((code, index) => [code, index]));
    const index = buildOverlayIndex(
      layer,
      Int32Array.from(classes, (code) => codes.get(code)!),
    );
    const { start, classIndex, areaSqm } = overlayByClass(index, parcels);
    const stays = new Uint8Array(parcels.count);
    for (let row = 0; row < parcels.count; row++) {
      let most = -1;
      for (let i = start[row]!; i < start[row + 1]!; i++)
        if (most < 0 || areaSqm[i]! > areaSqm[most]!) most = i;
      if (most >= 0 && fits(dictionary[classIndex[most]!]!)) stays[row] = 1;
    }
    return stays;
  };
}
