import { COMMON_GROUND, type Transaction } from '@lizhu/db';
import type { SentFeature } from '@lizhu/geodata/limited-read';
import type { ImportMapping } from '../contract.ts';
import type { Compute } from '../fabric/fabric-thread.ts';
import type { ImportKey } from '../store/import-features.ts';
import type { KeptReport } from '../store/imports.ts';
import { legalAreaFar } from './attribute-fault.ts';
import { type BasePlacement, isNear, openBasePlacement } from './base-placement.ts';
import { type Candidate, isUsable } from './candidate.ts';
import { cleanValues } from './clean-text.ts';
import { CodeCheck } from './code-check.ts';
import { Findings } from './findings.ts';
import { farAway, outsideReach } from './ledger-fault.ts';
import { readBasesByName } from './map-boundary.ts';
import type { ParcelAttributes } from './map-parcel.ts';
import { Neighbourhood } from './neighbourhood.ts';
import { type Understand, understandingOf } from './target-reading.ts';
import { weighBoundaries } from './weigh-boundaries.ts';
import { weighParcels } from './weigh-parcels.ts';

/** Features are judged and written in lots: large enough for COPY, small enough for memory. */
const LOT_FEATURES = 5_000;
const LOT_BYTES = 16 * 1024 * 1024;

export interface IntakeOptions {
  readonly key: ImportKey;
  readonly mapping: ImportMapping;
  /** The base that parcels must belong to; null is any. */
  readonly onlyBaseId: string | null;
}

/** Takes the features of a dry run, judges them as the ledger sees them, and writes what it found. */
export class Intake {
  features = 0;
  readonly #tx: Transaction;
  readonly #options: IntakeOptions;
  readonly #understand: Understand;
  readonly #placement: BasePlacement;
  readonly #codes: CodeCheck;
  readonly #findings: Findings;
  readonly #neighbourhood: Neighbourhood;
  #lot: Candidate[] = [];
  #lotBytes = 0;

  private constructor(
    tx: Transaction,
    options: IntakeOptions,
    understand: Understand,
    placement: BasePlacement,
  ) {
    this.#tx = tx;
    this.#options = options;
    this.#understand = understand;
    this.#placement = placement;
    this.#codes = new CodeCheck(tx, options.mapping, options.onlyBaseId);
    this.#findings = new Findings(tx, options.key);
    this.#neighbourhood = new Neighbourhood(placement.plane);
  }

  static async open(tx: Transaction, options: IntakeOptions): Promise<Intake> {
    const understand = understandingOf(options.mapping, await readBasesByName(tx));
    return new Intake(tx, options, understand, await openBasePlacement(tx));
  }

  async take(batch: readonly SentFeature[]): Promise<void> {
    for (const read of batch) {
      const properties = cleanValues(read.properties);
      const wkb = read.wkb === null ? null : Buffer.from(read.wkb, 'base64');
      this.#lot.push({ read: { ...read, properties }, wkb, ...this.#understand(properties) });
      this.#lotBytes += (wkb?.length ?? 0) + (read.raw?.length ?? 0);
      if (this.#lot.length >= LOT_FEATURES || this.#lotBytes >= LOT_BYTES) await this.#judge();
    }
    this.features += batch.length;
  }

  /** Judges what is left, then each against its neighbours in the file and in the ledger. */
  async finish(compute: Compute): Promise<KeptReport> {
    await this.#judge();
    const { target } = this.#options.mapping;
    if (target === 'parcels') {
      const found = await weighParcels(this.#tx, this.#options, this.#neighbourhood, this.#codes, compute);
      await this.#findings.writeLate(found);
    } else if (target === 'boundaries') {
      await this.#findings.writeLate(await weighBoundaries(this.#neighbourhood, compute));
    }
    return this.#findings.report();
  }

  async #judge(): Promise<void> {
    const lot = this.#lot;
    this.#lot = [];
    this.#lotBytes = 0;
    if (lot.length === 0) return;
    const { target } = this.#options.mapping;
    this.#place(lot.filter(isUsable));
    if (target === 'parcels') {
      await this.#codes.judge(lot.filter(isUsable));
      for (const candidate of lot.filter(isUsable)) compareAreas(candidate, this.#options.mapping);
    }
    await this.#findings.write(lot);
    if (target === 'parcels' || target === 'boundaries')
      for (const candidate of lot) if (isUsable(candidate)) this.#neighbourhood.add(candidate);
  }

  /** Says which base each belongs to, and keeps out what lies beyond the programme's plane or the import's reach. */
  #place(lot: readonly Candidate[]): void {
    const { plane } = this.#placement;
    const { mapping, onlyBaseId } = this.#options;
    const near = lot.filter(({ read }) => read.bbox !== null && isNear(plane, read.bbox));
    const fits = this.#placement.fit(near.map(({ wkb }) => wkb!));
    const fitting = new Set(near.filter((_, i) => fits[i]));
    for (const { faults } of lot.filter((candidate) => !fitting.has(candidate)))
      faults.push(farAway(plane.centralMeridianDeg));
    if (mapping.target !== 'parcels') return;
    const parcels = [...fitting];
    for (const [i, baseId] of this.#placement.place(parcels.map(({ wkb }) => wkb!)).entries()) {
      parcels[i]!.baseId = baseId ?? COMMON_GROUND;
      if (onlyBaseId !== null && baseId !== onlyBaseId) parcels[i]!.faults.push(outsideReach());
    }
  }
}

/** Outside of these the legal area is not of this outline, or not in square metres. */
const AREA_RATIOS = [0.5, 2] as const;

function compareAreas({ attributes, read, faults }: Candidate, { fields }: ImportMapping): void {
  const { legalAreaSqm } = attributes as ParcelAttributes;
  if (legalAreaSqm === null || legalAreaSqm === 0) return;
  const ratio = legalAreaSqm / read.areaSqm;
  if (ratio < AREA_RATIOS[0] || ratio > AREA_RATIOS[1])
    faults.push(legalAreaFar(fields['legalAreaSqm']!, legalAreaSqm, read.areaSqm));
}
