import { recordEvent } from '@lizhu/audit';
import {
  COMMON_GROUND,
  type Database,
  inScope,
  newId,
  type Scope,
  type Transaction,
  WHOLE_PROGRAMME,
} from '@lizhu/db';
import type { LayerKind } from '../contract.ts';
import { type BasePlacement, openBasePlacement } from '../imports/base-placement.ts';
import type { LayerFeatureAttributes } from '../imports/map-layer-feature.ts';
import type { ParcelAttributes } from '../imports/map-parcel.ts';
import type { Shape } from '../imports/shape-of.ts';
import { copyThrough } from '../store/copy-through.ts';
import { bumpDataVersion } from '../store/data-version.ts';
import { lockLedger } from '../store/locks.ts';
import { addBoundary } from '../store/move-boundaries.ts';
import { openLayerVersion } from '../store/move-layer.ts';
import { requestBuild } from './request-build.ts';

export type Many<T> = Iterable<T> | AsyncIterable<T>;

export interface BoundaryToLoad extends Shape {
  readonly baseId: string;
  readonly documentNumber: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly note: string;
}

export interface LayerToLoad {
  readonly kind: LayerKind;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly effectiveFrom: string | null;
  readonly features: Many<LayerFeatureAttributes & Shape>;
}

/** A ledger that a program of ours made: its features are valid, its codes are unique. */
export interface LedgerToLoad {
  /** Each version of a base's boundary, the older before the newer. */
  readonly boundaries: Many<BoundaryToLoad>;
  readonly layers: Many<LayerToLoad>;
  readonly parcels: Many<ParcelAttributes & Shape>;
  readonly source: string;
  /** The day from which the parcels hold. */
  readonly validFrom: string;
  readonly at: Date;
}

export interface LoadedLedger {
  readonly boundaries: number;
  readonly layers: number;
  readonly parcels: number;
}

/**
 * Puts a whole ledger straight into a programme, in one transaction, and has its facts computed: for demonstrations and
 * benchmarks. Files of users come through imports.
 *
 * @param scope The system's, over all bases of the programme.
 * @throws The database's error when a code is taken; nothing is loaded then.
 */
export async function loadLedger(
  database: Pick<Database, 'app'>,
  scope: Scope,
  ledger: LedgerToLoad,
): Promise<LoadedLedger> {
  const work = async (tx: Transaction): Promise<LoadedLedger> => {
    await lockLedger(tx);
    const { source, at } = ledger;
    let boundaries = 0;
    for await (const { wkb, ...boundary } of ledger.boundaries) {
      await addBoundary(tx, { ...boundary, geometry: wkb, recordedAt: at, importId: null });
      boundaries++;
    }
    let layers = 0;
    for await (const { features, ...layer } of ledger.layers) {
      const { id } = await openLayerVersion(tx, { ...layer, source, recordedAt: at, importId: null });
      await loadFeatures(tx, id, features);
      layers++;
    }
    const parcels = await loadParcels(tx, ledger);
    const loaded = { boundaries, layers, parcels };
    await recordEvent(tx, {
      action: 'ledger.load',
      subject: { kind: 'programme', id: scope.programmeId! },
      baseId: WHOLE_PROGRAMME,
      after: { source, ...loaded },
    });
    await bumpDataVersion(tx, at);
    await requestBuild(tx);
    return loaded;
  };
  return inScope(database, scope, work, { statementTimeoutMs: 0 });
}

async function loadFeatures(
  tx: Transaction,
  layerId: string,
  features: Many<LayerFeatureAttributes & Shape>,
): Promise<void> {
  await copyThrough(
    tx,
    { id: 'uuid', class_code: 'text', name: 'text', area_sqm: 'float8', geometry: 'bytea', box: 'box' },
    rowsOf(features, ({ classCode, name, areaSqm, wkb, bbox }) => [
      newId(),
      classCode,
      name,
      areaSqm,
      wkb,
      bbox,
    ]),
    `insert into land.layer_feature (programme_id, base_id, layer_id, id, class_code, name, area_sqm, geometry, box, cell)
     select $1, $2, $3, id, class_code, name, area_sqm, geometry, box, land.cell(box) from pg_temp.loading order by id`,
    [tx.scope.programmeId, COMMON_GROUND, layerId],
  );
}

async function loadParcels(
  tx: Transaction,
  { parcels, source, validFrom, at }: LedgerToLoad,
): Promise<number> {
  const columns = {
    base_id: 'uuid',
    id: 'uuid',
    code: 'text',
    use_code: 'text',
    tenure: 'text',
    acquired: 'bool',
    village_industry: 'bool',
    owner: 'text',
    legal_area_sqm: 'float8',
    area_sqm: 'float8',
    geometry: 'bytea',
    box: 'box',
  };
  const names = Object.keys(columns).join(', ');
  return copyThrough(
    tx,
    columns,
    placedParcels(await openBasePlacement(tx), parcels),
    `insert into land.parcel (programme_id, ${names}, cell, source, valid_from, recorded_at)
     select $1, ${names}, land.cell(box), $2, $3::date, $4 from pg_temp.loading order by id`,
    [tx.scope.programmeId, source, validFrom, at],
  );
}

const LOT = 5_000;

async function* placedParcels(
  placement: BasePlacement,
  parcels: Many<ParcelAttributes & Shape>,
): AsyncGenerator<readonly unknown[]> {
  let lot: (ParcelAttributes & Shape)[] = [];
  const rowsOfLot = (): unknown[][] => {
    const bases = placement.place(lot.map(({ wkb }) => wkb));
    return lot.map((parcel, i) => [
      bases[i] ?? COMMON_GROUND,
      newId(),
      parcel.code,
      parcel.useCode,
      parcel.tenure,
      parcel.acquired,
      parcel.villageIndustry,
      parcel.owner,
      parcel.legalAreaSqm,
      parcel.areaSqm,
      parcel.wkb,
      parcel.bbox,
    ]);
  };
  for await (const parcel of parcels) {
    lot.push(parcel);
    if (lot.length < LOT) continue;
    yield* rowsOfLot();
    lot = [];
  }
  yield* rowsOfLot();
}

async function* rowsOf<T>(
  values: Many<T>,
  rowOf: (value: T) => readonly unknown[],
): AsyncGenerator<readonly unknown[]> {
  for await (const value of values) yield rowOf(value);
}
