import { type Polygons, PolygonsBuilder } from '@lizhu/fabric';
import type { Bilingual } from './bilingual.ts';
import { type Block, isCorridor, isWater } from './block.ts';
import { type Buildings, buildingClasses } from './buildings.ts';
import { dissolve, type Region } from './dissolve.ts';
import type { Draft } from './draft.ts';
import { inMetres } from './parcels.ts';
import { BLOCK_LEVEL } from './partition.ts';
import { origin } from './place.ts';
import { mix } from './random.ts';
import { inset, redraw, redrawRegion } from './redraw.ts';
import type { SuperblockPlan } from './themes.ts';

export const layerKinds = [
  'farmland',
  'ecological',
  'growth',
  'land-plan',
  'city-plan',
  'buildings',
  'renewal',
  'river',
  'road',
] as const;
export type LayerKind = (typeof layerKinds)[number];

export interface LayerClass {
  readonly code: string;
  readonly name: Bilingual;
}

/** A planning layer as columns: polygons, each with a class and a number for its name. */
export interface CityLayer {
  readonly kind: LayerKind;
  readonly title: Bilingual;
  readonly documentNumber: string;
  readonly effectiveFrom: string;
  readonly polygons: Polygons;
  readonly classes: readonly LayerClass[];
  /** Index of each polygon's class in `classes`. */
  readonly classOf: Uint8Array;
  readonly numberOf: Int32Array;
}

/** Which faces are part of the city, and what the superblocks are. */
export interface Surveyed {
  readonly draft: Draft;
  readonly plans: readonly SuperblockPlan[];
  /** Per face: 1 where it is a parcel of the city. */
  readonly included: Uint8Array;
  readonly townOf: (face: number) => number;
}

/**
 * The planning layers of a drawn city. They come from blocks, not from parcels, and each is drawn a few metres off in
 * its own way, as maps of different offices are. Farmland and the ecological line mostly keep inside their blocks.
 */
export function drawLayers(
  surveyed: Surveyed,
  buildings: Buildings,
  seed: number,
): Record<LayerKind, CityLayer> {
  const { draft, included, plans } = surveyed;
  const faceCount = draft.partition.faceCount;
  const labels = new Int32Array(faceCount);
  const label = (of: (face: number, block: Block) => number): Int32Array => {
    labels.fill(0);
    for (let face = 1; face < faceCount; face++) {
      if (included[face] === 0) continue;
      const block = draft.block(face);
      if (block) labels[face] = of(face, block);
    }
    return labels;
  };
  const join = (of: (face: number, block: Block) => number, connected = false): Region[] =>
    dissolve(draft.partition, label(of), { maxLevel: BLOCK_LEVEL, connected });

  const surroundings = new Surroundings(surveyed);
  const blockCount = draft.blocks.length;
  const blockOf = (face: number): number => draft.blockOf[face]!;
  // One region for each block of land, and one for each piece of the network.
  const regions = join(
    (face, block) => (isCorridor(block.kind) ? blockCount + face : blockOf(face) + 1),
    true,
  );
  const blockOfRegion = (region: Region): Block =>
    region.label > blockCount ? draft.block(region.label - blockCount)! : draft.blocks[region.label - 1]!;

  const cityPlan = new LayerBuilder('city-plan');
  const farmland = new LayerBuilder('farmland');
  const renewal = new LayerBuilder('renewal');
  const road = new LayerBuilder('road');
  for (const region of regions) {
    const block = blockOfRegion(region);
    cityPlan.add(redrawRegion(region, seed + 71, 2.6), block.planUse, region.label);
    if (block.kind === 'paddy') farmland.add(drawnIn(region, seed + 73, 3.5, 0.12), 'YJJBNT', region.label);
    if (block.renewal > 0)
      renewal.add(redrawRegion(region, seed + 75, 3.2), renewalClass(block), block.renewal);
    const roadClass = roadClasses.get(block.kind);
    if (roadClass !== undefined) road.add(redrawRegion(region, seed + 77, 0.5), roadClass, block.number);
  }

  const ecological = new LayerBuilder('ecological');
  for (const region of join((_, block) =>
    block.kind === 'hill' || (block.kind === 'street' && plans[block.superblock]?.theme === 'hill')
      ? block.superblock + 1
      : 0,
  )) {
    ecological.add(drawnIn(region, seed + 79, 3, 0.1), 'STBHHX', region.label);
  }

  const landPlan = new LayerBuilder('land-plan');
  const zones = ['1010', '1020', '1030', '1040'];
  for (const region of join((face, block) => {
    const zone = isCorridor(block.kind) ? surroundings.zone(face, block) : block.zone;
    return 1 + surveyed.townOf(face) * 4 + zones.indexOf(zone);
  })) {
    landPlan.add(
      redrawRegion(region, seed + 81, 3.4),
      zones[(region.label - 1) % 4]!,
      (region.label - 1) >> 2,
    );
  }

  const growth = new LayerBuilder('growth');
  for (const region of join((face, block) =>
    surroundings.urban(face, block) ? 1 + surveyed.townOf(face) : 0,
  )) {
    growth.add(redrawRegion(region, seed + 83, 4), 'CZKFBJ', region.label);
  }

  const river = new LayerBuilder('river');
  for (const region of join((face, block) =>
    isWater(block.kind) ? 1 + surveyed.townOf(face) * 256 + Math.min(255, block.number & 255) : 0,
  )) {
    const number = (region.label - 1) & 255;
    const kind = number === 50 || number === 51 ? 'lake' : number === 98 || number === 99 ? 'canal' : 'river';
    river.add(redrawRegion(region, seed + 85, 0.6), kind, number);
  }

  return {
    farmland: farmland.finish(),
    ecological: ecological.finish(),
    growth: growth.finish(),
    'land-plan': landPlan.finish(),
    'city-plan': cityPlan.finish(),
    buildings: buildingLayer(buildings),
    renewal: renewal.finish(),
    river: river.finish(),
    road: road.finish(),
  };
}

/** Drawn in from the block's edge; a share of the regions is drawn carelessly and runs over it instead. */
function drawnIn(region: Region, seed: number, insetM: number, careless: number): Region {
  const chance = (mix(mix(region.label) + seed) >>> 0) / 4_294_967_296;
  if (chance < careless) return redrawRegion(region, seed, 2.5);
  for (const distance of [insetM, insetM / 2]) {
    const outline = inset(region.outline, distance);
    if (outline) return { ...region, outline: redraw(outline, seed, distance * 0.7) };
  }
  return region;
}

function renewalClass(block: Block): string {
  return block.kind === 'village' ? 'JCZ' : block.kind === 'village-works' ? 'JCF' : 'JGY';
}

const roadClasses = new Map<string, string>([
  ['trunk', 'trunk'],
  ['junction', 'trunk'],
  ['collector', 'collector'],
  ['street', 'street'],
  ['rail', 'rail'],
]);

/** What lies along each piece of the network: roads take the zone of the land that they serve. */
class Surroundings {
  readonly #votes = new Map<number, Float64Array>();

  constructor({ draft, included, plans }: Surveyed) {
    const { face, origin: start, xs, ys, halfEdgeCount } = draft.partition;
    const urban: ReadonlySet<string> = new Set(['site', 'works', 'town', 'village']);
    for (let half = 0; half < halfEdgeCount; half++) {
      const street = face[half]!;
      if (included[street] === 0) continue;
      const block = draft.block(street);
      const beside = draft.block(face[half ^ 1]!);
      if (!block || !beside || !isCorridor(block.kind) || isCorridor(beside.kind)) continue;
      let votes = this.#votes.get(street);
      if (!votes) {
        votes = new Float64Array(6);
        this.#votes.set(street, votes);
      }
      const a = start[half]!;
      const b = start[half ^ 1]!;
      const length = Math.hypot(xs[a]! - xs[b]!, ys[a]! - ys[b]!);
      const zone = (Number(beside.zone) - 1010) / 10;
      votes[zone] = votes[zone]! + length;
      const side = urban.has(plans[beside.superblock]!.theme) ? 4 : 5;
      votes[side] = votes[side]! + length;
    }
  }

  zone(face: number, block: Block): string {
    const votes = this.#votes.get(face);
    if (!votes || isWater(block.kind)) return block.zone;
    let most = 0;
    for (let zone = 1; zone < 4; zone++) if (votes[zone]! > votes[most]!) most = zone;
    return String(1010 + 10 * most);
  }

  /** Inside the growth boundary: blocks of urban superblocks but for good farmland and hills, and their roads. */
  urban(face: number, block: Block): boolean {
    if (isCorridor(block.kind)) {
      const votes = this.#votes.get(face);
      return votes !== undefined && votes[4]! > votes[5]!;
    }
    return block.zone === '1010' || (block.zone === '1020' && block.planUse !== 'E2');
  }
}

class LayerBuilder {
  readonly #kind: LayerKind;
  readonly #builder = new PolygonsBuilder({ originX: origin.eastM, originY: origin.northM });
  readonly #classes: number[] = [];
  readonly #numbers: number[] = [];

  constructor(kind: LayerKind) {
    this.#kind = kind;
  }

  add(region: Region, code: string, number: number): void {
    const index = descriptions[this.#kind].classes.findIndex((known) => known.code === code);
    if (index < 0) throw new RangeError(`Cannot add to layer ${this.#kind}: no class ${code}`);
    this.#builder.beginPolygon();
    this.#builder.ring(inMetres(region.outline), false);
    for (const hole of region.holes) this.#builder.ring(inMetres(hole), true);
    this.#classes.push(index);
    this.#numbers.push(number);
  }

  finish(): CityLayer {
    return {
      kind: this.#kind,
      ...descriptions[this.#kind],
      polygons: this.#builder.finish(),
      classOf: Uint8Array.from(this.#classes),
      numberOf: Int32Array.from(this.#numbers),
    };
  }
}

function buildingLayer({ footprints, classOf, storeysOf }: Buildings): CityLayer {
  return {
    kind: 'buildings',
    ...descriptions.buildings,
    polygons: footprints,
    classOf,
    numberOf: Int32Array.from(storeysOf),
  };
}

type Description = Pick<CityLayer, 'title' | 'documentNumber' | 'effectiveFrom' | 'classes'>;

function described(
  zh: string,
  en: string,
  documentNumber: string,
  effectiveFrom: string,
  classes: readonly (readonly [string, string, string])[],
): Description {
  return {
    title: { zh: `${zh}（演示）`, en: `${en} (demonstration)` },
    documentNumber,
    effectiveFrom,
    classes: classes.map(([code, nameZh, nameEn]) => ({ code, name: { zh: nameZh, en: nameEn } })),
  };
}

const descriptions: Readonly<Record<LayerKind, Description>> = {
  farmland: described('永久基本农田', 'Permanent farmland', '演示〔2020〕1号', '2020-12-31', [
    ['YJJBNT', '永久基本农田', 'Permanent farmland'],
  ]),
  ecological: described('生态保护红线', 'Ecological red line', '演示〔2020〕2号', '2020-12-31', [
    ['STBHHX', '生态保护红线', 'Ecological red line'],
  ]),
  growth: described('城镇开发边界', 'Urban growth boundary', '演示〔2020〕3号', '2020-12-31', [
    ['CZKFBJ', '城镇开发边界', 'Growth boundary'],
  ]),
  'land-plan': described(
    '土地利用总体规划（管制分区）',
    'Land-use plan (control zones)',
    '演示〔2019〕4号',
    '2019-06-30',
    [
      ['1010', '允许建设区', 'Allowed'],
      ['1020', '有条件建设区', 'Conditional'],
      ['1030', '限制建设区', 'Restricted'],
      ['1040', '禁止建设区', 'Forbidden'],
    ],
  ),
  'city-plan': described('控制性详细规划', 'Detailed city plan', '演示〔2020〕5号', '2020-06-30', [
    ['M1', '一类工业用地', 'Industry, class 1'],
    ['M2', '二类工业用地', 'Industry, class 2'],
    ['M0', '新型产业用地', 'New industrial land'],
    ['W1', '一类物流仓储用地', 'Warehouses, class 1'],
    ['R2', '二类居住用地', 'Housing, class 2'],
    ['B1', '商业用地', 'Shops'],
    ['B2', '商务用地', 'Offices'],
    ['A33', '中小学用地', 'Schools'],
    ['G1', '公园绿地', 'Parks'],
    ['H14', '村庄建设用地', 'Villages'],
    ['H21', '铁路用地', 'Railway'],
    ['S1', '城市道路用地', 'Streets'],
    ['E1', '水域', 'Water'],
    ['E2', '农林用地', 'Farm and forest'],
  ]),
  buildings: described(
    '现状建筑',
    'Buildings',
    '演示测绘成果 2021-03',
    '2021-03-31',
    buildingClasses.map((code) => {
      const names: Readonly<Record<typeof code, readonly [string, string]>> = {
        dwelling: ['村民住宅', 'Village dwelling'],
        workshop: ['厂房', 'Workshop'],
        warehouse: ['仓库', 'Warehouse'],
        apartments: ['住宅楼', 'Apartments'],
        shops: ['商业楼', 'Shops'],
        school: ['校舍', 'School'],
        shed: ['棚房', 'Shed'],
      };
      return [code, ...names[code]] as const;
    }),
  ),
  renewal: described('城市更新名录', 'Renewal list', '演示〔2021〕6号', '2021-01-31', [
    ['JCZ', '旧村庄', 'Old village'],
    ['JCF', '旧厂房（村镇工业）', 'Old village workshops'],
    ['JGY', '旧厂房（工业区）', 'Old industrial estate'],
  ]),
  river: described('河流水系', 'Rivers', '演示测绘成果 2021-03', '2021-03-31', [
    ['river', '河流', 'River'],
    ['canal', '河涌沟渠', 'Canal'],
    ['lake', '湖库', 'Lake'],
  ]),
  road: described('道路', 'Roads', '演示测绘成果 2021-03', '2021-03-31', [
    ['trunk', '主干路', 'Main road'],
    ['collector', '次干路', 'Collector road'],
    ['street', '支路', 'Street'],
    ['rail', '铁路', 'Railway'],
  ]),
};
