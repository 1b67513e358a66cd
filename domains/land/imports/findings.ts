import { newId, type Transaction } from '@lizhu/db';
import type { Fault } from '@lizhu/geodata';
import {
  addFaults,
  addFeatures,
  type FaultRow,
  type FeatureRow,
  type ImportKey,
  quarantineFeatures,
} from '../store/import-features.ts';
import type { KeptReport } from '../store/imports.ts';
import type { AttributeFault } from './attribute-fault.ts';
import { type Candidate, isUsable, middleOf, shownName } from './candidate.ts';
import { FaultKinds } from './fault-kinds.ts';

/** Something found about a feature after it was written. */
export interface LateFinding {
  readonly feature: number;
  readonly code: string;
  readonly wasRepaired: boolean;
  readonly areaSqm: number;
  readonly at: readonly [lon: number, lat: number] | null;
  readonly fault: AttributeFault;
}

/** What a dry run found, written feature by feature, and its report. */
export class Findings {
  readonly #tx: Transaction;
  readonly #key: ImportKey;
  readonly #kinds = new FaultKinds();
  #valid = 0;
  #repaired = 0;
  #quarantined = 0;
  #areaSqm = 0;
  #seq = 0;

  constructor(tx: Transaction, key: ImportKey) {
    this.#tx = tx;
    this.#key = key;
  }

  async write(lot: readonly Candidate[]): Promise<void> {
    const features: FeatureRow[] = [];
    const faults: FaultRow[] = [];
    for (const candidate of lot) {
      const { read, code } = candidate;
      features.push(this.#featureRow(candidate));
      const name = shownName(code, read.id);
      const at = middleOf(read.bbox);
      for (const fault of read.faults) faults.push(this.#readFaultRow(fault, read.index, name, at));
      for (const fault of candidate.faults) faults.push(this.#faultRow(fault, read.index, name, at));
    }
    await addFeatures(this.#tx, this.#key, features);
    await addFaults(this.#tx, this.#key, faults);
  }

  async writeLate(found: readonly LateFinding[]): Promise<void> {
    const out = new Set<number>();
    const faults: FaultRow[] = [];
    for (const { feature, code, wasRepaired, areaSqm, at, fault } of found) {
      faults.push(this.#faultRow(fault, feature, shownName(code, null), at));
      if (fault.severity !== 'quarantine' || out.has(feature)) continue;
      out.add(feature);
      this.#quarantined++;
      this.#areaSqm -= areaSqm;
      if (wasRepaired) this.#repaired--;
      else this.#valid--;
    }
    await addFaults(this.#tx, this.#key, faults);
    if (out.size > 0) await quarantineFeatures(this.#tx, this.#key.id, [...out]);
  }

  report(): KeptReport {
    return {
      features: this.#valid + this.#repaired + this.#quarantined,
      valid: this.#valid,
      repaired: this.#repaired,
      quarantined: this.#quarantined,
      areaSqm: this.#areaSqm,
      faults: this.#kinds.list(),
    };
  }

  #featureRow(candidate: Candidate): FeatureRow {
    const { read, wkb, code, attributes, baseId } = candidate;
    const { index: feature, properties, areaSqm, bbox } = read;
    const row = { feature, featureId: shownName(code, read.id), properties, bbox };
    if (isUsable(candidate)) {
      if (read.status === 'repaired') this.#repaired++;
      else this.#valid++;
      this.#areaSqm += areaSqm;
      const status = read.status === 'repaired' ? ('repaired' as const) : ('valid' as const);
      const ledger = { attributes, ledgerId: newId(), ledgerBaseId: baseId, areaSqm, geometry: wkb };
      return { ...row, status, ...ledger, raw: null };
    }
    this.#quarantined++;
    return {
      ...row,
      status: 'quarantine',
      attributes: null,
      ledgerId: null,
      ledgerBaseId: null,
      areaSqm: wkb === null ? null : areaSqm,
      geometry: wkb,
      raw: read.raw,
    };
  }

  #readFaultRow(
    { code, severity, message, remedy, place }: Fault,
    feature: number,
    featureId: string | null,
    at: readonly [number, number] | null,
  ): FaultRow {
    const [lon, lat] = place.coordinate ?? at ?? [null, null];
    return this.#row({ feature, featureId, code, severity, message, remedy, place, lon, lat });
  }

  #faultRow(
    { code, severity, message, remedy, field }: AttributeFault,
    feature: number,
    featureId: string | null,
    at: readonly [number, number] | null,
  ): FaultRow {
    const [lon, lat] = at ?? [null, null];
    const place = field === null ? { feature } : { feature, field };
    return this.#row({ feature, featureId, code, severity, message, remedy, place, lon, lat });
  }

  #row(row: Omit<FaultRow, 'seq'>): FaultRow {
    this.#kinds.add(row);
    return { ...row, seq: ++this.#seq };
  }
}
