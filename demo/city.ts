import { type BaseLand, layOutBases, type RedLine } from './base-land.ts';
import { basePlans } from './bases.ts';
import type { Bilingual } from './bilingual.ts';
import { divideSuperblock } from './blocks.ts';
import { type BrokenSample, breakSamples } from './broken-samples.ts';
import { BuildingYard } from './buildings.ts';
import { Corridors } from './corridors.ts';
import { Draft } from './draft.ts';
import { type ExpectedSite, expectSites } from './expected-sites.ts';
import { CELL_M, Ground } from './ground.ts';
import { type CityLayer, drawLayers, type LayerKind } from './layers.ts';
import { layOutNetwork } from './network.ts';
import { ParcelRegister, type Parcels } from './parcels.ts';
import { OUTSIDE } from './partition.ts';
import { placeOf, projection } from './place.ts';
import { Random } from './random.ts';
import { settleBlock, settleCorridor } from './settle.ts';
import { divideCells, type Superblock } from './superblocks.ts';
import { planSuperblocks, type SuperblockPlan } from './themes.ts';

export interface CityOptions {
  /** The same seed gives the same city, to the last byte. */
  readonly seed?: number;
  /** At least this many parcels, and at most about three hundred more; the seven bases alone need about 20,000. */
  readonly parcels?: number;
}

export interface BaseVersion {
  readonly version: number;
  readonly name: Bilingual;
  readonly documentNumber: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  /** Statutory ellipsoid area. */
  readonly areaSqm: number;
  readonly boundary: RedLine;
  readonly note: string;
}

export interface CityBase {
  readonly code: string;
  readonly name: Bilingual;
  readonly place: Bilingual;
  readonly industries: readonly Bilingual[];
  readonly areaMu: number;
  readonly areaConfirmed: boolean;
  readonly areaSource: string;
  /** Oldest first; the last one is in force on `asOf`. */
  readonly versions: readonly BaseVersion[];
}

/** A demonstration city: names and areas of the bases are real, all else is invented. */
export interface City {
  readonly seed: number;
  /** To be shown with everything that comes from this city. */
  readonly label: Bilingual;
  readonly programme: {
    readonly code: string;
    readonly name: Bilingual;
    readonly demonstration: true;
    readonly centralMeridianDeg: number;
  };
  readonly asOf: string;
  readonly bases: readonly CityBase[];
  readonly parcels: Parcels;
  readonly layers: Readonly<Record<LayerKind, CityLayer>>;
  readonly expectedSites: readonly ExpectedSite[];
  readonly brokenSamples: readonly BrokenSample[];
}

/** Mean ground per parcel, m²: how much network to lay out for a number of parcels. */
const MEAN_PARCEL_SQM = 3600;

/**
 * Makes a city. The bases and the land about them come first; more parcels mean more ground around the same bases.
 * Pure: no clock, no files; 32,000 parcels take about a second, a million about half a minute.
 *
 *     const city = generateCity({ parcels: 32_000 });
 *     city.parcels.polygons.count; // ≥ 32,000
 */
export function generateCity({ seed = 20210618, parcels = 32_000 }: CityOptions = {}): City {
  if (!(Number.isInteger(parcels) && parcels > 0 && parcels <= 4_000_000)) {
    throw new RangeError(`Cannot generate ${parcels} parcels: give a whole number from 1 to 4,000,000`);
  }
  const ground = new Ground(seed);
  const corridors = new Corridors(seed, ground);
  const network = layOutNetwork(ground, corridors, chooseCells(ground, parcels * MEAN_PARCEL_SQM * 1.5));
  const draft = new Draft(network.partition);
  const superblocks = divideCells(draft, network, ground, seed);
  const land = layOutBases(draft, superblocks, basePlans, seed);
  const { plans, sites } = planSuperblocks(draft, superblocks, basePlans, land, ground);

  const survey = new Survey(draft, superblocks, plans);
  const yard = new BuildingYard(draft.cutter);
  const outward = superblocks.toSorted(
    (a, b) => plans[a.index]!.distanceM - plans[b.index]!.distanceM || a.index - b.index,
  );
  for (const superblock of outward) {
    if (survey.count >= parcels && plans[superblock.index]!.distanceM > 0) break;
    survey.include(superblock, yard);
  }
  if (survey.count < parcels)
    throw new Error(`Cannot reach ${parcels} parcels: the network was laid out too small`);

  const register = survey.register(seed);
  const finished = register.parcels;
  const layers = drawLayers(
    { draft, plans, included: survey.included, townOf: (face) => survey.townOf(face) },
    yard.finish(),
    seed,
  );
  return {
    seed,
    label: {
      zh: '演示数据：基地名称与面积来自公开资料，地块、规划、权属均为虚构',
      en: 'Demonstration data: names and areas of the bases are public, parcels, plans and owners are invented',
    },
    programme: {
      code: 'DG-DEMO',
      name: {
        zh: '东莞市战略性新兴产业基地（演示）',
        en: 'Dongguan Strategic Emerging Industry Bases (demonstration)',
      },
      demonstration: true,
      centralMeridianDeg: projection.centralMeridianDeg,
    },
    asOf: '2021-06-18',
    bases: basePlans.map((plan, index) => cityBase(plan, land[index]!)),
    parcels: finished,
    layers,
    expectedSites: expectSites(sites, register.siteParcels, finished),
    brokenSamples: breakSamples(finished),
  };
}

/** Cells of the main-road grid around the bases, nearest first, until they cover the area. */
function chooseCells(ground: Ground, areaSqm: number): { column: number; row: number }[] {
  const discs = basePlans.flatMap((plan) => {
    const shares = plan.parts.reduce((sum, part) => sum + part.shareMu, 0);
    const most = Math.max(plan.areaMu, plan.earlier?.areaMu ?? 0);
    return plan.parts.map((part) => {
      const sqm = (most * (10_000 / 15) * part.shareMu) / shares;
      return { ...placeOf(part.lonDeg, part.latDeg), radiusM: Math.sqrt((sqm * part.elongation) / Math.PI) };
    });
  });
  const cells: { column: number; row: number; awayM: number }[] = [];
  for (let column = -50; column < 50; column++) {
    for (let row = -40; row < 40; row++) {
      const middle = ground.bent(column + 0.5, row + 0.5);
      const awayM = Math.min(
        ...discs.map((disc) => Math.hypot(disc.x - middle.x, disc.y - middle.y) - disc.radiusM),
      );
      cells.push({ column, row, awayM });
    }
  }
  cells.sort((a, b) => a.awayM - b.awayM || a.column - b.column || a.row - b.row);
  const near = cells.findIndex((cell) => cell.awayM > CELL_M * 1.1);
  return cells.slice(0, Math.max(near, Math.ceil(areaSqm / (CELL_M * CELL_M))));
}

/** Draws superblock after superblock into parcels and keeps the roll of what belongs to the city. */
class Survey {
  count = 0;
  included = new Uint8Array(0);
  readonly #draft: Draft;
  readonly #superblocks: readonly Superblock[];
  readonly #plans: readonly SuperblockPlan[];
  readonly #corridorsAt: readonly (readonly number[])[];
  readonly #order: number[] = [];
  /** Per superblock: its cadastral district in its town, 0 where it is not included. */
  readonly #districtOf: Uint16Array;
  readonly #districts = new Map<number, number>();
  /** Per piece of network: the superblock that brought it in. */
  readonly #broughtBy = new Map<number, number>();

  constructor(draft: Draft, superblocks: readonly Superblock[], plans: readonly SuperblockPlan[]) {
    this.#draft = draft;
    this.#superblocks = superblocks;
    this.#plans = plans;
    this.#districtOf = new Uint16Array(superblocks.length);
    this.#corridorsAt = corridorsAround(draft, superblocks);
  }

  include(superblock: Superblock, yard: BuildingYard): void {
    const { index } = superblock;
    const draft = this.#draft;
    const plan = this.#plans[index]!;
    const district = (this.#districts.get(plan.town) ?? 0) + 1;
    this.#districts.set(plan.town, district);
    this.#districtOf[index] = district;
    this.#order.push(index);
    for (const face of this.#corridorsAt[index]!) {
      if (this.#broughtBy.has(face)) continue;
      this.#broughtBy.set(face, index);
      this.count++;
    }
    const facesBefore = draft.partition.faceCount;
    const random = superblock.random.derive(4);
    const village = 1 + Math.floor(district / 3);
    for (const block of divideSuperblock(draft, superblock, plan))
      settleBlock(draft, block, yard, village, random);
    this.count += draft.partition.faceCount - facesBefore + 1;
  }

  townOf(face: number): number {
    const block = this.#draft.block(face);
    const superblock = block && block.superblock >= 0 ? block.superblock : this.#broughtBy.get(face);
    return superblock === undefined ? 0 : this.#plans[superblock]!.town;
  }

  /** Registers every face of the city as a parcel, superblock by superblock. */
  register(seed: number): { parcels: Parcels; siteParcels: Map<number, number[]> } {
    const draft = this.#draft;
    const { partition } = draft;
    const faces = this.#superblocks.map((): number[] => []);
    for (let face = OUTSIDE + 1; face < partition.faceCount; face++) {
      const block = draft.block(face);
      if (block === undefined) continue;
      const superblock = block.superblock >= 0 ? block.superblock : this.#broughtBy.get(face);
      if (superblock === undefined) continue;
      settleCorridor(draft, face);
      faces[superblock]!.push(face);
    }
    this.included = new Uint8Array(partition.faceCount);
    const register = new ParcelRegister(draft, this.count);
    const siteParcels = new Map<number, number[]>();
    for (const index of this.#order) {
      const random = new Random(seed, 5, index);
      for (const face of faces[index]!) {
        this.included[face] = 1;
        const parcel = register.add(face, this.#plans[index]!.town, this.#districtOf[index]!, random);
        const site = draft.block(face)!.site;
        if (site < 0) continue;
        const parcels = siteParcels.get(site);
        if (parcels) parcels.push(parcel);
        else siteParcels.set(site, [parcel]);
      }
    }
    return { parcels: register.finish(), siteParcels };
  }
}

/** For each superblock the pieces of network along it, and the crossings at their ends. */
function corridorsAround(draft: Draft, superblocks: readonly Superblock[]): number[][] {
  const { cutter, partition } = draft;
  const along = (face: number): number[] => {
    const count = cutter.load(face);
    const found = new Set<number>();
    for (let i = 0; i < count; i++) {
      const beside = partition.face[cutter.halves[i]! ^ 1]!;
      if (beside !== OUTSIDE && draft.blockOf[beside]! >= 0) found.add(beside);
    }
    return [...found];
  };
  return superblocks.map(({ face }) => {
    const found = new Set(along(face));
    for (const corridor of [...found]) {
      for (const next of along(corridor)) if (draft.block(next)?.kind === 'junction') found.add(next);
    }
    return [...found];
  });
}

function cityBase(plan: (typeof basePlans)[number], land: BaseLand): CityBase {
  const { code, name, place, industries, areaMu, areaConfirmed, areaSource } = plan;
  const versions: BaseVersion[] = [];
  if (plan.earlier && land.earlier) {
    versions.push({
      version: 1,
      name: plan.earlier.name,
      documentNumber: `演示基地红线〔2021〕${code}-1号`,
      effectiveFrom: '2021-03-12',
      effectiveTo: '2021-06-17',
      areaSqm: land.earlier.areaSqm,
      boundary: land.earlier,
      note: '演示：2021 年 3 月公布的总面积约 70 km²，红线随后缩小',
    });
  }
  versions.push({
    version: versions.length + 1,
    name,
    documentNumber: `演示基地红线〔2021〕${code}-${versions.length + 1}号`,
    effectiveFrom: versions.length > 0 ? '2021-06-18' : '2021-03-12',
    effectiveTo: null,
    areaSqm: land.current.areaSqm,
    boundary: land.current,
    note: areaConfirmed ? '演示边界，面积为公布数' : '演示边界，面积为演示取值（待核）',
  });
  return { code, name, place, industries, areaMu, areaConfirmed, areaSource, versions };
}
