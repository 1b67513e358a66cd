import { type CopyRow, readCopy, type Transaction } from '@lizhu/db';
import { addWkb, gaussKruger, PolygonsBuilder } from '@lizhu/fabric';
import { readinessClasses } from '../contract.ts';
import { CodeColumnBuilder } from '../readiness/fact-columns.ts';
import { type LandFabric, type Plane, UNDECIDED } from './land-fabric.ts';

const FALSE_EASTING_M = 500_000;

/** The projection of a plane, as kernel functions take it. */
export function projectionOf(plane: Plane) {
  return gaussKruger({ centralMeridianDeg: plane.centralMeridianDeg, falseEastingM: FALSE_EASTING_M });
}

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

/** Reads every living parcel of the scope with its facts into columns, in one pass. */
export async function loadFabric(tx: Transaction, plane: Plane, dataVersion: string): Promise<LandFabric> {
  const counted = await tx.query<{ n: number }>('select count(*)::int as n from land.parcel where retired_at is null');
  const count = counted.rows[0]!.n;
  const projection = projectionOf(plane);
  const builder = new PolygonsBuilder({ originX: plane.originX, originY: plane.originY });
  const ids: string[] = [];
  const codes: string[] = [];
  const base = new CodeColumnBuilder(count);
  const owner = new CodeColumnBuilder(count);
  const tenure = new CodeColumnBuilder(count);
  const useCode = new CodeColumnBuilder(count);
  const landPlanZone = new CodeColumnBuilder(count);
  const cityPlanUse = new CodeColumnBuilder(count);
  const control = new CodeColumnBuilder(count);
  const acquired = new Uint8Array(count);
  const villageIndustry = new Uint8Array(count);
  const areaSqm = new Float64Array(count);
  const baseShare = new Float64Array(count);
  const farmlandSqm = new Float64Array(count);
  const ecologicalSqm = new Float64Array(count);
  const growthShare = new Float64Array(count);
  const builtShare = new Float64Array(count);
  const renewalShare = new Float64Array(count);
  const readiness = new Uint8Array(count).fill(UNDECIDED);
  const lineNumber = new Uint8Array(count);
  const classIndex = new Map<string, number>(readinessClasses.map((name, index) => [name, index]));

  let row = 0;
  const take = (fields: CopyRow): void => {
    const isAcquired = fields.boolean(6);
    const tenureText = fields.text(5);
    builder.beginPolygon();
    addRings(fields.bytes(9));
    ids.push(fields.uuid(0));
    codes.push(fields.text(2));
    base.set(row, fields.uuid(1));
    useCode.set(row, fields.text(3));
    owner.set(row, fields.text(4));
    tenure.set(row, tenureText);
    acquired[row] = isAcquired ? 1 : 0;
    villageIndustry[row] = fields.boolean(7) ? 1 : 0;
    areaSqm[row] = fields.float64(8);
    baseShare[row] = fields.float64(10);
    farmlandSqm[row] = fields.float64(11);
    ecologicalSqm[row] = fields.float64(12);
    growthShare[row] = fields.float64(13);
    landPlanZone.set(row, fields.text(14));
    cityPlanUse.set(row, fields.text(15));
    builtShare[row] = fields.float64(16);
    renewalShare[row] = fields.float64(17);
    control.set(row, tenureText === 'state' ? 'state' : isAcquired ? 'acquired' : 'collective');
    if (!fields.isNull(18)) {
      readiness[row] = classIndex.get(fields.text(18)) ?? UNDECIDED;
      lineNumber[row] = fields.int32(19);
    }
    row++;
  };
  const addRings = (wkb: Uint8Array): void => addWkb(builder, projection, wkb);
  await readCopy(
    tx.client,
    `select p.id, p.base_id, p.code, p.use_code, p.owner, p.tenure, p.acquired, p.village_industry, p.area_sqm, p.geometry,
       f.base_share, f.farmland_sqm, f.ecological_sqm, f.growth_share, f.land_plan_zone, f.city_plan_use, f.built_share,
       f.renewal_share, f.readiness, f.line_number
     from land.parcel p left join land.parcel_fact f on f.programme_id = p.programme_id and f.parcel_id = p.id
     where p.retired_at is null order by p.id`,
    take,
  );
  return {
    dataVersion,
    plane,
    parcels: builder.finish({ shared: true }),
    ids,
    codes,
    base: base.finish(),
    owner: owner.finish(),
    tenure: tenure.finish(),
    acquired,
    areaSqm,
    facts: {
      count,
      numbers: { baseShare, farmlandSqm, ecologicalSqm, growthShare, builtShare, renewalShare, areaSqm },
      codes: {
        landPlanZone: landPlanZone.finish(),
        cityPlanUse: cityPlanUse.finish(),
        control: control.finish(),
        useCode: useCode.finish(),
      },
      booleans: { villageIndustry },
    },
    readiness,
    lineNumber,
  };
}
