import type { Bilingual } from './bilingual.ts';

/** Square metres of one 亩. */
export const SQM_PER_MU = 10_000 / 15;

/** One piece of a base: roughly where it lies, and its share of the base's area. */
export interface BasePart {
  readonly name: Bilingual;
  readonly lonDeg: number;
  readonly latDeg: number;
  readonly shareMu: number;
  /** How much longer than wide, and in which direction (degrees from east, counter-clockwise). */
  readonly elongation: number;
  readonly bearingDeg: number;
}

/** A ready site that the generator plants: see `expected-sites.ts`. */
export interface PlantedSite {
  readonly minMu: number;
  /** True: two pieces with a street between, contiguous only where a gap may be bridged. */
  readonly acrossStreet?: true;
}

export interface BasePlan {
  readonly code: string;
  readonly name: Bilingual;
  readonly place: Bilingual;
  readonly industries: readonly Bilingual[];
  readonly areaMu: number;
  /** Whether the area is a published figure for this base alone. */
  readonly areaConfirmed: boolean;
  readonly areaSource: string;
  readonly parts: readonly BasePart[];
  readonly sites: readonly PlantedSite[];
  /** The boundary before 2021-06-18, where it was another: the programme's total was ≈ 70 km² in March 2021. */
  readonly earlier?: { readonly areaMu: number; readonly name: Bilingual };
}

const electronics = { zh: '新一代电子信息', en: 'New-generation electronic information' };
const equipment = { zh: '高端装备制造', en: 'High-end equipment' };
const materials = { zh: '新材料', en: 'New materials' };

/**
 * The seven bases of Dongguan's programme: names, places, industries and published areas are real, as far as the
 * sources named here give them; centres and shapes are invented. The city's total was 59.6 km² = 89,400 亩
 * (东莞政研与改革, 2021-06-18). Areas not published for one base alone are chosen so that the total is exactly that.
 */
export const basePlans: readonly BasePlan[] = [
  {
    code: 'SSH-BIO',
    name: { zh: '松山湖生物医药产业基地', en: 'Songshan Lake Biomedicine Base' },
    place: { zh: '松山湖高新区', en: 'Songshan Lake High-tech Zone' },
    industries: [
      { zh: '生物医药', en: 'Biomedicine' },
      { zh: '高端医疗器械', en: 'High-end medical devices' },
    ],
    areaMu: 2489,
    areaConfirmed: true,
    areaSource: '基地介绍页 2022-06-20：2,489 亩',
    parts: [part('松山湖东南', 'South-east of Songshan Lake', 113.9165, 22.893, 1, 1.3, 40)],
    sites: [{ minMu: 100 }],
  },
  {
    code: 'EAST-IM',
    name: { zh: '东部智能制造产业基地', en: 'Eastern Intelligent Manufacturing Base' },
    place: { zh: '松山湖东部、松山湖生态园', en: 'East of Songshan Lake, Ecological Park' },
    industries: [
      { zh: '智能制造装备', en: 'Intelligent manufacturing equipment' },
      { zh: '智能机器人', en: 'Intelligent robots' },
      { zh: '高档数控机床', en: 'High-end CNC machines' },
    ],
    areaMu: 5876,
    areaConfirmed: false,
    areaSource: '与新材料产业基地合计 10,676 亩（南方日报 2024-01-30）；两者之间的划分为演示取值',
    parts: [part('东部', 'East', 113.964, 22.932, 1, 1.5, 15)],
    sites: [{ minMu: 300 }, { minMu: 50 }],
  },
  {
    code: 'DG-MAT',
    name: { zh: '东莞新材料产业基地', en: 'Dongguan New Materials Base' },
    place: { zh: '松山湖东部', en: 'East of Songshan Lake' },
    industries: [materials, { zh: '第三代半导体材料', en: 'Third-generation semiconductor materials' }],
    areaMu: 4800,
    areaConfirmed: false,
    areaSource: '与东部智能制造产业基地合计 10,676 亩（南方日报 2024-01-30）；两者之间的划分为演示取值',
    parts: [part('东部', 'East', 114.017, 22.957, 1, 1.2, 120)],
    sites: [{ minMu: 300 }],
  },
  {
    code: 'SX-DIG',
    name: { zh: '东莞数字经济产业基地', en: 'Dongguan Digital Economy Base' },
    place: {
      zh: '水乡功能区（洪梅、望牛墩、道滘，待核）',
      en: 'Water Town zone (Hongmei, Wangniudun, Daojiao; unconfirmed)',
    },
    industries: [{ zh: '数字经济', en: 'Digital economy' }],
    areaMu: 8827,
    areaConfirmed: false,
    areaSource: '未见公布；取值使七个基地合计为 89,400 亩',
    parts: [part('水乡', 'Water Town', 113.632, 23.025, 1, 1.4, 70)],
    sites: [{ minMu: 100 }],
  },
  {
    code: 'SX-NE',
    name: { zh: '东莞（水乡）新能源产业基地', en: 'Dongguan (Water Town) New Energy Base' },
    place: { zh: '麻涌镇', en: 'Machong' },
    industries: [
      { zh: '新能源', en: 'New energy' },
      { zh: '氢能与燃料电池', en: 'Hydrogen and fuel cells' },
    ],
    areaMu: 13_000,
    areaConfirmed: false,
    areaSource: '2021 年未见公布；取值使七个基地合计为 89,400 亩',
    parts: [part('麻涌', 'Machong', 113.553, 23.042, 1, 1.6, 100)],
    sites: [{ minMu: 300 }, { minMu: 100, acrossStreet: true }],
  },
  {
    code: 'LS-EI',
    name: { zh: '临深新一代电子信息产业基地', en: 'Shenzhen-border New Electronic Information Base' },
    place: { zh: '塘厦镇', en: 'Tangxia' },
    industries: [electronics, { zh: '集成电路', en: 'Integrated circuits' }],
    areaMu: 33_000,
    areaConfirmed: true,
    areaSource: '22 km²（香港商报 2023-10-11）；五片之和 21.8 km²，按比例放大到 22 km²',
    parts: [
      part('林村', 'Lincun', 114.087, 22.842, 9.1, 1.4, 25),
      part('凤凰岗', 'Fenghuanggang', 114.055, 22.797, 5.2, 1.2, 100),
      part('科苑城', 'Keyuancheng', 114.115, 22.8, 5.8, 1.3, 160),
      part('大坪', 'Daping', 114.148, 22.823, 1, 1.2, 60),
      part('龙背岭', 'Longbeiling', 114.083, 22.771, 0.7, 1.1, 10),
    ],
    sites: [{ minMu: 300 }, { minMu: 300 }, { minMu: 100, acrossStreet: true }],
    earlier: {
      areaMu: 33_000 + 9_600,
      name: { zh: '深莞新一代电子信息产业基地', en: 'Shenzhen–Dongguan New Electronic Information Base' },
    },
  },
  {
    code: 'YP-EQ',
    name: { zh: '银瓶高端装备产业基地', en: 'Yinping High-end Equipment Base' },
    place: { zh: '谢岗镇', en: 'Xiegang' },
    industries: [equipment, electronics, materials],
    areaMu: 21_408,
    areaConfirmed: true,
    areaSource: '21,408 亩（dg165.com 80379）',
    parts: [part('谢岗', 'Xiegang', 114.143, 22.967, 1, 1.5, 170)],
    sites: [{ minMu: 300 }, { minMu: 50 }],
    earlier: {
      areaMu: 21_408 + 6_000,
      name: { zh: '银瓶高端装备产业基地', en: 'Yinping High-end Equipment Base' },
    },
  },
];

function part(
  zh: string,
  en: string,
  lonDeg: number,
  latDeg: number,
  shareMu: number,
  elongation: number,
  bearingDeg: number,
): BasePart {
  return { name: { zh, en }, lonDeg, latDeg, shareMu, elongation, bearingDeg };
}
