import type { Transaction } from '@lizhu/db';
import { geometryOfWkb } from '@lizhu/geodata';
import { Problem } from '@lizhu/http';
import {
  type LayerKind,
  type ParcelCard,
  type ReadinessExplanation,
  readinessFactNames,
} from '../contract.ts';
import { explain } from '../readiness/decide.ts';
import type { Facts } from '../readiness/fact-columns.ts';
import { parcelRow, parcelTables, rowColumns } from '../store/parcels.ts';
import { readReadinessTableOf } from '../store/readiness-tables.ts';

/** A difference is notable past a thousandth of the area and 1 m². */
const DIFFERENCE_SHARE = 0.001;
const DIFFERENCE_SQM = 1;

/** Everything the ledger and the newest build know of one parcel. */
export async function readParcelCard(tx: Transaction, id: string): Promise<ParcelCard> {
  const found = await tx.query<CardRow>(
    `select ${rowColumns}, p.geometry, p.village_industry, p.valid_from::text as valid_from, p.source, p.import_id, p.recorded_at,
       f.base_share, f.farmland_sqm, f.ecological_sqm, f.growth_share, f.land_plan_zone, f.city_plan_use, f.built_share,
       f.renewal_share, f.control, f.line_number, f.table_version, f.computed_at
     from ${parcelTables} where p.id = $1`,
    [id],
  );
  const row = found.rows[0];
  if (row === undefined) throw new Problem('land.parcel-not-found');
  const parcel = parcelRow(row);
  const difference = parcel.legalAreaSqm === null ? null : parcel.areaSqm - parcel.legalAreaSqm;
  const overlaps = await readOverlaps(tx, id);
  return {
    parcel,
    geometry: geometryOfWkb(row.geometry),
    villageIndustry: row.village_industry,
    validFrom: row.valid_from,
    source: row.source,
    importId: row.import_id,
    areaDifferenceSqm: difference,
    areaDifferenceNotable:
      difference !== null &&
      Math.abs(difference) > Math.max(DIFFERENCE_SQM, DIFFERENCE_SHARE * parcel.areaSqm),
    overlaps: overlaps.map((overlap) => ({
      kind: overlap.kind,
      layerId: overlap.layer_id,
      classCode: overlap.class_code,
      areaSqm: overlap.overlap_sqm,
      share: parcel.areaSqm === 0 ? 0 : overlap.overlap_sqm / parcel.areaSqm,
    })),
    readiness: await explanationOf(tx, row, overlaps),
    ancestors: await readKin(tx, id, 'child_id', 'parent_id'),
    descendants: await readKin(tx, id, 'parent_id', 'child_id'),
  };
}

type CardRow = Parameters<typeof parcelRow>[0] & {
  readonly geometry: Uint8Array;
  readonly village_industry: boolean;
  readonly valid_from: string;
  readonly source: string;
  readonly import_id: string | null;
  readonly recorded_at: Date;
  readonly base_share: number | null;
  readonly farmland_sqm: number;
  readonly ecological_sqm: number;
  readonly growth_share: number;
  readonly land_plan_zone: string;
  readonly city_plan_use: string;
  readonly built_share: number;
  readonly renewal_share: number;
  readonly control: string;
  readonly line_number: number;
  readonly table_version: number;
  readonly computed_at: Date;
};

interface OverlapRow {
  readonly kind: LayerKind;
  readonly layer_id: string;
  readonly class_code: string;
  readonly overlap_sqm: number;
  readonly source: string;
  readonly recorded_at: Date;
}

async function readOverlaps(tx: Transaction, id: string): Promise<OverlapRow[]> {
  const found = await tx.query<OverlapRow>(
    `select l.kind, o.layer_id, o.class_code, o.overlap_sqm, l.source, l.recorded_at
     from land.parcel_overlap o join land.layer l on l.programme_id = o.programme_id and l.id = o.layer_id
     where o.parcel_id = $1 order by l.kind, o.overlap_sqm desc, o.class_code`,
    [id],
  );
  return found.rows;
}

/** The layer that a fact was measured on; the other facts stand in the parcel's own record. */
const measuredOn: Partial<Record<keyof Facts, LayerKind>> = {
  farmlandSqm: 'farmland',
  ecologicalSqm: 'ecological',
  growthShare: 'growth',
  landPlanZone: 'land-plan',
  cityPlanUse: 'city-plan',
  builtShare: 'buildings',
  renewalShare: 'renewal',
};

async function explanationOf(
  tx: Transaction,
  row: CardRow,
  overlaps: readonly OverlapRow[],
): Promise<ReadinessExplanation | null> {
  if (row.readiness === null || row.base_share === null) return null;
  const table = await readReadinessTableOf(tx, row.table_version);
  if (table === null) return null;
  const facts: Facts = {
    baseShare: row.base_share,
    farmlandSqm: row.farmland_sqm,
    ecologicalSqm: row.ecological_sqm,
    growthShare: row.growth_share,
    landPlanZone: row.land_plan_zone,
    cityPlanUse: row.city_plan_use,
    builtShare: row.built_share,
    renewalShare: row.renewal_share,
    control: row.control,
    useCode: row.use_code,
    villageIndustry: row.village_industry,
    areaSqm: row.area_sqm,
  };
  const lines = explain(table.lines, facts).map((outcome, index) => ({
    number: index + 1,
    line: table.lines[index]!,
    ...outcome,
  }));
  return {
    tableVersion: table.version,
    lineNumber: row.line_number,
    class: row.readiness,
    lines: lines.slice(0, row.line_number === 0 ? lines.length : row.line_number),
    facts: readinessFactNames.map((fact): ReadinessExplanation['facts'][number] => {
      const kind = measuredOn[fact];
      const overlap = overlaps.find((entry) => entry.kind === kind);
      return {
        fact,
        value: facts[fact],
        source: kind === undefined ? row.source : (overlap?.source ?? ''),
        asOf: (kind === undefined
          ? row.recorded_at
          : (overlap?.recorded_at ?? row.computed_at)
        ).toISOString(),
      };
    }),
  };
}

async function readKin(
  tx: Transaction,
  id: string,
  own: 'parent_id' | 'child_id',
  other: 'parent_id' | 'child_id',
): Promise<ParcelCard['ancestors']> {
  const found = await tx.query<ParcelCard['ancestors'][number]>(
    `select p.id, p.code, k.event, k.happened_on::text as "on" from land.parcel_lineage k
     join land.parcel p on p.programme_id = k.programme_id and p.id = k.${other}
     where k.${own} = $1 order by k.happened_on, p.id`,
    [id],
  );
  return found.rows;
}
