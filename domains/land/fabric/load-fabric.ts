import { type CopyRow, readCopy, type Transaction } from '@lizhu/db';
import { addWkb, PolygonsBuilder, remembering } from '@lizhu/fabric';
import { type ReadinessClass, readinessClasses } from '../contract.ts';
import { type CodeColumn, CodeColumnBuilder, type NumberFact } from '../readiness/fact-columns.ts';
import { CopiedCodes } from './copied-codes.ts';
import { type LandFabric, UNDECIDED } from './land-fabric.ts';
import { FALSE_EASTING_M, type Plane, projectionOf } from './plane.ts';

/** The plane of the scope's programme: origin at the middle of its bases' latitudes matters little, so it is fixed. */
export async function planeOf(tx: Transaction): Promise<Plane> {
  const found = await tx.query<{ cm: number }>('select central_meridian_deg as cm from programme.programme');
  const south = await tx.query<{ south: number | null }>(
    'select min((box[1])[1]) as south from land.base_boundary',
  );
  const zone = found.rows[0];
  if (zone === undefined) throw new Error('Cannot choose a plane: the scope has no programme');
  const plane = { centralMeridianDeg: zone.cm, originX: FALSE_EASTING_M, originY: 0 };
  const out = new Float64Array(2);
  projectionOf(plane).forward(zone.cm, Math.floor(south.rows[0]?.south ?? 23), out);
  return { ...plane, originY: Math.round(out[1]!) };
}

/** Reads every living parcel of the scope with its facts into columns, in one statement. */
export async function loadFabric(tx: Transaction, plane: Plane, dataVersion: string): Promise<LandFabric> {
  // Corners come once for each parcel that has them.
  const projection = remembering(projectionOf(plane));
  const builder = new PolygonsBuilder({ originX: plane.originX, originY: plane.originY });
  const ids: string[] = [];
  const codes: string[] = [];
  const texts = {
    base: new CopiedCodes(),
    owner: new CopiedCodes(),
    tenure: new CopiedCodes(),
    useCode: new CopiedCodes(),
    landPlanZone: new CopiedCodes(),
    cityPlanUse: new CopiedCodes(),
    readiness: new CopiedCodes(),
  };
  const numbers: Record<NumberFact, number[]> = {
    areaSqm: [],
    baseShare: [],
    farmlandSqm: [],
    ecologicalSqm: [],
    growthShare: [],
    builtShare: [],
    renewalShare: [],
  };
  const acquiredOf: number[] = [];
  const villageIndustry: number[] = [];
  const lineNumber: number[] = [];
  let tableVersion: number | null = null;

  const take = (row: CopyRow): void => {
    addWkb(builder, projection, row.bytes(9));
    ids.push(row.uuid(0));
    codes.push(row.text(2));
    texts.base.add(row, 1);
    texts.useCode.add(row, 3);
    texts.owner.add(row, 4);
    texts.tenure.add(row, 5);
    texts.landPlanZone.add(row, 14);
    texts.cityPlanUse.add(row, 15);
    texts.readiness.add(row, 18);
    numbers.areaSqm.push(row.float64(8));
    numbers.baseShare.push(row.float64(10));
    numbers.farmlandSqm.push(row.float64(11));
    numbers.ecologicalSqm.push(row.float64(12));
    numbers.growthShare.push(row.float64(13));
    numbers.builtShare.push(row.float64(16));
    numbers.renewalShare.push(row.float64(17));
    acquiredOf.push(row.boolean(6) ? 1 : 0);
    villageIndustry.push(row.boolean(7) ? 1 : 0);
    const isDecided = !row.isNull(18);
    lineNumber.push(isDecided ? row.int32(19) : 0);
    if (isDecided) tableVersion = row.int32(20);
  };
  await alongKeys(tx, () =>
    readCopy(
      tx.client,
      `select p.id, p.base_id, p.code, p.use_code, p.owner, p.tenure, p.acquired, p.village_industry, p.area_sqm, p.geometry,
         f.base_share, f.farmland_sqm, f.ecological_sqm, f.growth_share, f.land_plan_zone, f.city_plan_use, f.built_share,
         f.renewal_share, f.readiness, f.line_number, f.table_version
       from land.parcel p left join land.parcel_fact f on f.programme_id = p.programme_id and f.parcel_id = p.id
       where p.retired_at is null order by p.id`,
      take,
    ),
  );
  const column = (values: number[]): Float64Array => new Float64Array(values);
  const areaSqm = column(numbers.areaSqm);
  const tenure = texts.tenure.finish();
  const acquired = new Uint8Array(acquiredOf);
  return {
    dataVersion,
    plane,
    parcels: builder.finish({ shared: true }),
    ids,
    codes,
    base: texts.base.finish('uuid'),
    owner: texts.owner.finish(),
    tenure,
    acquired,
    areaSqm,
    facts: {
      count: ids.length,
      numbers: {
        areaSqm,
        baseShare: column(numbers.baseShare),
        farmlandSqm: column(numbers.farmlandSqm),
        ecologicalSqm: column(numbers.ecologicalSqm),
        growthShare: column(numbers.growthShare),
        builtShare: column(numbers.builtShare),
        renewalShare: column(numbers.renewalShare),
      },
      codes: {
        landPlanZone: texts.landPlanZone.finish(),
        cityPlanUse: texts.cityPlanUse.finish(),
        control: controlOf(tenure, acquired),
        useCode: texts.useCode.finish(),
      },
      booleans: { villageIndustry: new Uint8Array(villageIndustry) },
    },
    readiness: classesOf(texts.readiness.finish()),
    lineNumber: new Uint8Array(lineNumber),
    tableVersion,
  };
}

function controlOf(tenure: CodeColumn, acquired: Uint8Array): CodeColumn {
  const control = new CodeColumnBuilder();
  for (let row = 0; row < acquired.length; row++) {
    const isState = tenure.dictionary[tenure.codes[row]!] === 'state';
    control.add(isState ? 'state' : acquired[row] === 1 ? 'acquired' : 'collective');
  }
  return control.finish();
}

/** Names of classes as indices into `readinessClasses`. */
function classesOf(names: CodeColumn): Uint8Array {
  const indices = names.dictionary.map((name) => readinessClasses.indexOf(name as ReadinessClass));
  return Uint8Array.from(names.codes, (code) => (indices[code]! === -1 ? UNDECIDED : indices[code]!));
}

/**
 * Lets a query walk two primary keys side by side. Parcels and facts lie on disk in that order; hashing and sorting them, outlines and
 * all, would write hundreds of megabytes to temporary files.
 */
async function alongKeys<T>(tx: Transaction, read: () => Promise<T>): Promise<T> {
  await tx.query('set local enable_hashjoin = off; set local enable_sort = off');
  const result = await read();
  await tx.query('set local enable_hashjoin = on; set local enable_sort = on');
  return result;
}
