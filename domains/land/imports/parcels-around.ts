import { readCopy, type Transaction } from '@lizhu/db';
import { addWkb, type Polygons, PolygonsBuilder } from '@lizhu/fabric';
import { type Plane, projectionOf } from '../fabric/plane.ts';
import { boxOf } from '../store/window.ts';

/** A living parcel of the ledger. */
export interface ParcelAround {
  readonly id: string;
  readonly baseId: string;
  readonly code: string;
}

/** The living parcels of the scope that meet a window; row i of the polygons is parcel i. */
export async function readParcelsAround(
  tx: Transaction,
  plane: Plane,
  window: readonly [west: number, south: number, east: number, north: number],
): Promise<{ parcels: ParcelAround[]; polygons: Polygons }> {
  if (!window.every(Number.isFinite)) throw new RangeError(`Cannot look around [${window.join()}]`);
  const builder = new PolygonsBuilder({ originX: plane.originX, originY: plane.originY });
  const projection = projectionOf(plane);
  const parcels: ParcelAround[] = [];
  await readCopy(
    tx.client,
    `select id, base_id, code, geometry from land.parcel
     where retired_at is null and box && '${boxOf([...window])}'::box order by id`,
    (row) => {
      parcels.push({ id: row.uuid(0), baseId: row.uuid(1), code: row.text(2) });
      addWkb(builder, projection, row.bytes(3));
    },
  );
  return { parcels, polygons: builder.finish({ shared: true }) };
}
