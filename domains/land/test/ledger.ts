import { type Database, inScope, newId, type Scope, type Transaction } from '@lizhu/db';
import { multiPolygonEllipsoidAreaSqm } from '@lizhu/fabric';
import { type AreaGeometry, eachPosition, partsOf, wkbOfGeometry } from '@lizhu/geodata';
import type { LayerKind } from '../contract.ts';

/** A parcel as a test world describes it. */
export interface TestParcel {
  readonly id: string;
  readonly baseId: string;
  readonly code: string;
  readonly geometry: AreaGeometry;
  readonly useCode?: string;
  readonly tenure?: 'state' | 'collective';
  readonly acquired?: boolean;
  readonly villageIndustry?: boolean;
  readonly owner?: string;
  readonly legalAreaSqm?: number | null;
}

export interface TestLayer {
  readonly id: string;
  readonly kind: LayerKind;
  readonly baseId: string;
  readonly features: readonly {
    readonly id: string;
    readonly classCode: string;
    readonly name: string;
    readonly geometry: AreaGeometry;
  }[];
}

export interface TestBoundary {
  readonly id: string;
  readonly baseId: string;
  readonly geometry: AreaGeometry;
  readonly version?: number;
  readonly effectiveFrom?: string;
  readonly effectiveTo?: string | null;
}

/** Rows of the ledger as the application would have written them. */
export interface TestLedger {
  readonly boundaries: readonly TestBoundary[];
  readonly layers: readonly TestLayer[];
  readonly parcels: readonly TestParcel[];
}

export const RECORDED = new Date('2026-02-18T08:00:00Z');

/** Writes a ledger into a programme, in the order given. */
export async function writeLedger(database: Database, scope: Scope, ledger: TestLedger): Promise<void> {
  await inScope(
    database,
    scope,
    async (tx) => {
      for (const boundary of ledger.boundaries) await writeBoundary(tx, boundary);
      for (const layer of ledger.layers) await writeLayer(tx, layer);
      await writeParcels(tx, ledger.parcels);
    },
    { statementTimeoutMs: 0 },
  );
}

async function writeBoundary(tx: Transaction, boundary: TestBoundary): Promise<void> {
  const { id, baseId, geometry, version = 1, effectiveFrom = '2021-04-20', effectiveTo = null } = boundary;
  await tx.query(
    `insert into land.base_boundary (programme_id, base_id, id, version, document_number, effective_from, effective_to,
       recorded_at, area_sqm, geometry, box)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::box)`,
    [
      tx.scope.programmeId,
      baseId,
      id,
      version,
      `测府办〔2021〕${version}号`,
      effectiveFrom,
      effectiveTo,
      RECORDED,
      areaOf(geometry),
      wkbOfGeometry(geometry),
      boxOf(geometry),
    ],
  );
}

async function writeLayer(tx: Transaction, { id, kind, baseId, features }: TestLayer): Promise<void> {
  const { programmeId } = tx.scope;
  await tx.query(
    `insert into land.layer (programme_id, base_id, id, kind, version, title, source, effective_from, recorded_at)
     values ($1, $2, $3, $4, 1, $4, $5, '2021-01-01', $6)`,
    [programmeId, baseId, id, kind, `${kind} 来源`, RECORDED],
  );
  for (const batch of batches(features)) {
    const rows = batch.map(({ geometry, ...feature }) => ({ ...feature, ...shape(geometry) }));
    await tx.query(
      `insert into land.layer_feature (programme_id, base_id, layer_id, id, class_code, name, area_sqm, geometry, box, cell)
       select $1, $2, $3, r.id, r."classCode", r.name, r.area, decode(r.wkb, 'hex'), r.box::box, land.cell(r.box::box)
       from jsonb_to_recordset($4) as r (id uuid, "classCode" text, name text, area float8, wkb text, box text)`,
      [programmeId, baseId, id, JSON.stringify(rows)],
    );
  }
}

async function writeParcels(tx: Transaction, parcels: readonly TestParcel[]): Promise<void> {
  for (const batch of batches(parcels)) {
    const rows = batch.map(({ geometry, ...parcel }) => ({ ...parcel, ...shape(geometry) }));
    await tx.query(
      `insert into land.parcel (programme_id, base_id, id, code, use_code, tenure, acquired, village_industry, owner,
         legal_area_sqm, area_sqm, geometry, box, cell, source, valid_from, recorded_at)
       select $1, r."baseId", r.id, r.code, coalesce(r."useCode", '1201'), coalesce(r.tenure, 'state'),
         coalesce(r.acquired, false), coalesce(r."villageIndustry", false), coalesce(r.owner, '市土地储备中心'),
         r."legalAreaSqm", r.area, decode(r.wkb, 'hex'), r.box::box, land.cell(r.box::box), '测试地籍', '2021-01-01', $2
       from jsonb_to_recordset($3) as r (id uuid, "baseId" uuid, code text, "useCode" text, tenure text, acquired boolean,
         "villageIndustry" boolean, owner text, "legalAreaSqm" float8, area float8, wkb text, box text)`,
      [tx.scope.programmeId, RECORDED, JSON.stringify(rows)],
    );
  }
}

function* batches<T>(rows: readonly T[], size = 2_000): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}

function shape(geometry: AreaGeometry): { area: number; wkb: string; box: string } {
  const wkb = Buffer.from(wkbOfGeometry(geometry)).toString('hex');
  return { area: areaOf(geometry), wkb, box: boxOf(geometry) };
}

export function areaOf(geometry: AreaGeometry): number {
  return multiPolygonEllipsoidAreaSqm(partsOf(geometry));
}

function boxOf(geometry: AreaGeometry): string {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  eachPosition(geometry, ([lon, lat]) => {
    west = Math.min(west, lon);
    south = Math.min(south, lat);
    east = Math.max(east, lon);
    north = Math.max(north, lat);
  });
  return `(${west},${south}),(${east},${north})`;
}

/** A layer of one class over rectangles. */
export function layerOf(
  kind: LayerKind,
  baseId: string,
  classCode: string,
  geometries: readonly AreaGeometry[],
): TestLayer {
  const features = geometries.map((geometry) => ({
    id: newId(),
    classCode,
    name: `${kind} ${classCode}`,
    geometry,
  }));
  return { id: newId(), kind, baseId, features };
}
