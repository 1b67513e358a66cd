import { type Polygons, PolygonsBuilder } from '@lizhu/fabric';
import { type DirtKind, dirtKinds, soil } from './dirt.ts';
import { signedArea } from './dissolve.ts';
import type { Draft } from './draft.ts';
import { type UseCode, useCodes } from './land-use.ts';
import { ownerKinds, ownerName } from './owners.ts';
import { areaFactorAt, origin } from './place.ts';
import type { Random } from './random.ts';
import { ACQUIRED, COLLECTIVE, VILLAGE_INDUSTRY } from './settle.ts';
import { towns } from './towns.ts';

/** The parcels of a city as columns; `parcelAt` reads one as a record. */
export interface Parcels {
  readonly polygons: Polygons;
  /** Index of the present use in `useCodes`. */
  readonly useOf: Uint8Array;
  /** Bits: 1 collective, 2 acquired, 4 village industry. */
  readonly marksOf: Uint8Array;
  readonly ownerKindOf: Uint8Array;
  readonly ownerNumberOf: Int32Array;
  /** Index of the town, and number of the cadastral district in it. */
  readonly townOf: Uint8Array;
  readonly districtOf: Uint16Array;
  /** Index of the kind of right in `rightCodes`, and the number in the series of that right. */
  readonly rightOf: Uint8Array;
  readonly sequenceOf: Int32Array;
  /** Area in the title, in m²: near the statutory area, in one parcel of a hundred notably off. */
  readonly legalAreaSqm: Float64Array;
  /** Index of the fault in `dirtKinds`; 0 = clean. */
  readonly dirtOf: Uint8Array;
}

/**
 * Ownership and kind of right in a parcel code (宗地特征码, GB/T 37346): G state, J collective; A–Y the kind: B right to
 * use construction land, C homestead, D contracted farmland, E forest, Y other.
 */
export const rightCodes = ['GB', 'GE', 'GY', 'JB', 'JC', 'JD', 'JE', 'JY'] as const;
export type RightCode = (typeof rightCodes)[number];

export interface ParcelRecord {
  /** 19 digits and letters: county 6, town 3, district 3, right 2, number 5. */
  readonly code: string;
  readonly useCode: UseCode;
  readonly tenure: 'state' | 'collective';
  readonly acquired: boolean;
  readonly villageIndustry: boolean;
  readonly owner: string;
  readonly legalAreaSqm: number;
  readonly dirt: DirtKind;
}

export function parcelAt(parcels: Parcels, index: number): ParcelRecord {
  const marks = parcels.marksOf[index]!;
  const town = parcels.townOf[index]!;
  const district = String(parcels.districtOf[index]!).padStart(3, '0');
  const sequence = String(parcels.sequenceOf[index]!).padStart(5, '0');
  return {
    code: `441900${towns[town]!.code}${district}${rightCodes[parcels.rightOf[index]!]!}${sequence}`,
    useCode: useCodes[parcels.useOf[index]!]!,
    tenure: marks & COLLECTIVE ? 'collective' : 'state',
    acquired: (marks & ACQUIRED) !== 0,
    villageIndustry: (marks & VILLAGE_INDUSTRY) !== 0,
    owner: ownerName(ownerKinds[parcels.ownerKindOf[index]!]!, parcels.ownerNumberOf[index]!, town),
    legalAreaSqm: parcels.legalAreaSqm[index]!,
    dirt: dirtKinds[parcels.dirtOf[index]!]!,
  };
}

/** Share of parcels with a dirty boundary. */
const DIRTY = 0.02;

/** Collects the faces of the finished drawing as parcels. */
export class ParcelRegister {
  readonly #draft: Draft;
  readonly #builder = new PolygonsBuilder({ originX: origin.eastM, originY: origin.northM });
  readonly #columns: Omit<Parcels, 'polygons'>;
  readonly #series = new Map<number, number>();
  #count = 0;

  constructor(draft: Draft, count: number) {
    this.#draft = draft;
    this.#columns = {
      useOf: new Uint8Array(count),
      marksOf: new Uint8Array(count),
      ownerKindOf: new Uint8Array(count),
      ownerNumberOf: new Int32Array(count),
      townOf: new Uint8Array(count),
      districtOf: new Uint16Array(count),
      rightOf: new Uint8Array(count),
      sequenceOf: new Int32Array(count),
      legalAreaSqm: new Float64Array(count),
      dirtOf: new Uint8Array(count),
    };
  }

  /** Registers a face; returns the parcel's index. */
  add(face: number, town: number, district: number, random: Random): number {
    const index = this.#count++;
    const draft = this.#draft;
    const columns = this.#columns;
    columns.useOf[index] = draft.useOf[face]!;
    columns.marksOf[index] = draft.marksOf[face]!;
    columns.ownerKindOf[index] = draft.ownerKindOf[face]!;
    columns.ownerNumberOf[index] = draft.ownerNumberOf[face]!;
    columns.townOf[index] = town;
    columns.districtOf[index] = district;
    const right = rightCodes.indexOf(
      rightOf(useCodes[draft.useOf[face]!]!, (draft.marksOf[face]! & COLLECTIVE) !== 0),
    );
    columns.rightOf[index] = right;
    const series = (town * 1000 + district) * rightCodes.length + right;
    const sequence = (this.#series.get(series) ?? 0) + 1;
    this.#series.set(series, sequence);
    columns.sequenceOf[index] = sequence;

    const rings = ringsOf(draft, face);
    let planeSqm = 0;
    for (const ring of rings) planeSqm += signedArea(ring) / 1e6;
    const difference = random.chance(0.01)
      ? random.between(0.012, 0.08) * (random.chance(0.6) ? -1 : 1)
      : 0.0006 * random.normal();
    const statutorySqm = planeSqm * areaFactorAt(rings[0]![0]!);
    columns.legalAreaSqm[index] = Math.round(statutorySqm * (1 + difference) * 100) / 100;

    const block = draft.block(face);
    if (
      random.chance(DIRTY) &&
      rings.length === 1 &&
      rings[0]!.length < 200 &&
      block !== undefined &&
      block.site < 0
    ) {
      const dirty = soil(rings[0]!, random);
      if (dirty) {
        rings[0] = dirty.ring;
        columns.dirtOf[index] = dirtKinds.indexOf(dirty.kind);
      }
    }
    this.#builder.beginPolygon();
    rings.forEach((ring, i) => {
      this.#builder.ring(inMetres(ring), i > 0);
    });
    return index;
  }

  finish(): Parcels {
    return { polygons: this.#builder.finish(), ...this.#columns };
  }
}

/** A ring of millimetres from the city's origin as metres of the projected plane. */
export function inMetres(ring: readonly number[]): Float64Array {
  const metres = new Float64Array(ring.length);
  for (let i = 0; i < ring.length; i += 2) {
    metres[i] = ring[i]! / 1000 + origin.eastM;
    metres[i + 1] = ring[i + 1]! / 1000 + origin.northM;
  }
  return metres;
}

/** The outer ring of a face, then its holes, as x, y pairs in millimetres. */
function ringsOf(draft: Draft, face: number): number[][] {
  const { partition } = draft;
  const { first, next, origin: start, xs, ys } = partition;
  return [first[face]!, ...(partition.holes.get(face) ?? [])].map((begin) => {
    const ring: number[] = [];
    let half = begin;
    do {
      const vertex = start[half]!;
      ring.push(xs[vertex]!, ys[vertex]!);
      half = next[half]!;
    } while (half !== begin);
    return ring;
  });
}

function rightOf(use: UseCode, collective: boolean): RightCode {
  const group = use.slice(0, 2);
  if (!collective) return group === '03' ? 'GE' : group === '11' || group === '04' ? 'GY' : 'GB';
  if (use === '0702') return 'JC';
  if (group === '01' || group === '02') return 'JD';
  if (group === '03') return 'JE';
  return group === '04' || group === '11' || group === '12' || use === '1006'
    ? use === '1201'
      ? 'JB'
      : 'JY'
    : 'JB';
}
