import { type OverlayByClass, type Polygons, planeAreasSqm } from '@lizhu/fabric';
import type { LayerKind } from '../contract.ts';
import { type CodeColumn, CodeColumnBuilder, type FactColumns } from '../readiness/fact-columns.ts';
import type { Compute } from './fabric-thread.ts';
import type { LandFabric, LayerColumns } from './land-fabric.ts';

/** The layers in force and the base boundaries, as the build reads them. */
export interface Layers {
  readonly byKind: ReadonlyMap<LayerKind, LayerColumns>;
  readonly boundaries: LayerColumns;
}

/** How much of each parcel each class of a layer covers, on the basis of the statutory area. */
export interface OverlapColumns extends OverlayByClass {
  readonly layerId: string;
  readonly classCodes: readonly string[];
}

export interface ComputedFacts {
  readonly facts: FactColumns;
  readonly overlaps: readonly OverlapColumns[];
  /** Index into the boundaries of the base that holds at least half of the parcel; -1 = none. */
  readonly base: Int16Array;
}

const NO_BASE = -1;
/** A base holds a parcel when at least this share of it lies inside. */
const BELONGS_SHARE = 0.5;
/** Overlaps smaller than this are noise of the boundaries. */
const NOISE_SQM = 0.01;

/** Measures every parcel against every layer. */
export async function computeFacts(
  fabric: LandFabric,
  layers: Layers,
  compute: Compute,
  onProgress: (share: number) => void,
): Promise<ComputedFacts> {
  const { parcels, areaSqm } = fabric;
  const { count } = parcels;
  const toStatutory = statutoryRatios(parcels, areaSqm);
  const overlaps: OverlapColumns[] = [];
  const byKind = new Map<LayerKind, OverlapColumns>();
  for (const [kind, { layerId, polygons, classes }] of layers.byKind) {
    const measured = await compute('overlay', { parcels, layer: polygons, classOf: classes.codes });
    const columns = { layerId, classCodes: classes.dictionary, ...onStatutoryBasis(measured, toStatutory) };
    overlaps.push(columns);
    byKind.set(kind, columns);
    onProgress(overlaps.length / (layers.byKind.size + 1));
  }
  const { polygons } = layers.boundaries;
  const classOf = Int32Array.from({ length: polygons.count }, (_, index) => index);
  const measured = await compute('overlay', { parcels, layer: polygons, classOf });
  const inBase = basesOf(onStatutoryBasis(measured, toStatutory), areaSqm);
  onProgress(1);

  const total = (kind: LayerKind): Float64Array => totalsOf(byKind.get(kind), count);
  const share = (kind: LayerKind): Float64Array =>
    total(kind).map((area, row) => (areaSqm[row]! > 0 ? Math.min(1, area / areaSqm[row]!) : 0));
  return {
    facts: {
      count,
      numbers: {
        baseShare: inBase.share,
        farmlandSqm: total('farmland'),
        ecologicalSqm: total('ecological'),
        growthShare: share('growth'),
        builtShare: share('buildings'),
        renewalShare: share('renewal'),
        areaSqm,
      },
      codes: {
        landPlanZone: dominantOf(byKind.get('land-plan'), count),
        cityPlanUse: dominantOf(byKind.get('city-plan'), count),
        control: fabric.facts.codes.control,
        useCode: fabric.facts.codes.useCode,
      },
      booleans: fabric.facts.booleans,
    },
    overlaps,
    base: inBase.base,
  };
}

/** The overlaps of one parcel worth keeping. */
export function* keptOverlaps(
  columns: OverlapColumns,
  row: number,
): Generator<{ classCode: string; areaSqm: number }> {
  for (let i = columns.start[row]!; i < columns.start[row + 1]!; i++) {
    if (columns.areaSqm[i]! < NOISE_SQM) continue;
    yield { classCode: columns.classCodes[columns.classIndex[i]!]!, areaSqm: columns.areaSqm[i]! };
  }
}

/** Statutory over plane area of each parcel: overlaps are measured in the plane and shown on the statutory basis. */
function statutoryRatios(parcels: Polygons, areaSqm: Float64Array): Float64Array {
  return planeAreasSqm(parcels).map((plane, row) => (plane > 0 ? areaSqm[row]! / plane : 0));
}

function onStatutoryBasis(measured: OverlayByClass, toStatutory: Float64Array): OverlayByClass {
  const { start, areaSqm } = measured;
  for (let row = 0; row < toStatutory.length; row++) {
    for (let i = start[row]!; i < start[row + 1]!; i++) areaSqm[i]! *= toStatutory[row]!;
  }
  return measured;
}

function totalsOf(columns: OverlapColumns | undefined, count: number): Float64Array {
  const totals = new Float64Array(count);
  if (columns === undefined) return totals;
  const { start, areaSqm } = columns;
  for (let row = 0; row < count; row++) {
    for (let i = start[row]!; i < start[row + 1]!; i++)
      if (areaSqm[i]! >= NOISE_SQM) totals[row]! += areaSqm[i]!;
  }
  return totals;
}

/** The class that covers most of each parcel, of equals the first; no text where nothing does. */
function dominantOf(columns: OverlapColumns | undefined, count: number): CodeColumn {
  const builder = new CodeColumnBuilder();
  for (let row = 0; row < count; row++) {
    let largest = NOISE_SQM;
    let code = '';
    for (let i = columns?.start[row] ?? 0; i < (columns?.start[row + 1] ?? 0); i++) {
      if (columns!.areaSqm[i]! <= largest) continue;
      largest = columns!.areaSqm[i]!;
      code = columns!.classCodes[columns!.classIndex[i]!]!;
    }
    builder.add(code);
  }
  return builder.finish();
}

function basesOf(
  { start, classIndex, areaSqm: insideSqm }: OverlayByClass,
  areaSqm: Float64Array,
): { base: Int16Array; share: Float64Array } {
  const base = new Int16Array(areaSqm.length).fill(NO_BASE);
  const share = new Float64Array(areaSqm.length);
  for (let row = 0; row < areaSqm.length; row++) {
    for (let i = start[row]!; i < start[row + 1]!; i++) {
      const inside = areaSqm[row]! > 0 ? insideSqm[i]! / areaSqm[row]! : 0;
      if (inside <= share[row]!) continue;
      share[row] = Math.min(1, inside);
      if (inside >= BELONGS_SHARE) base[row] = classIndex[i]!;
    }
  }
  return { base, share };
}
