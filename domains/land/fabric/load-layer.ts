import { readCopy, type Transaction, uuidLiteral } from '@lizhu/db';
import { addWkb, PolygonsBuilder } from '@lizhu/fabric';
import type { LayerKind } from '../contract.ts';
import { CodeColumnBuilder } from '../readiness/fact-columns.ts';
import { CopiedCodes } from './copied-codes.ts';
import type { LayerColumns } from './land-fabric.ts';
import { type Plane, projectionOf } from './plane.ts';

/** The version of a layer that is in force, as far as the scope may see it; null when there is none. */
export async function loadLayer(
  tx: Transaction,
  plane: Plane,
  kind: LayerKind,
): Promise<LayerColumns | null> {
  const found = await tx.query<{ id: string }>('select id from land.layer_in_force where kind = $1', [kind]);
  const layerId = found.rows[0]?.id;
  if (layerId === undefined) return null;
  const projection = projectionOf(plane);
  const builder = new PolygonsBuilder({ originX: plane.originX, originY: plane.originY });
  const classes = new CopiedCodes();
  const ids: string[] = [];
  const names: string[] = [];
  await readCopy(
    tx.client,
    `select id, class_code, name, geometry from land.layer_feature where layer_id = ${uuidLiteral(layerId)} order by id`,
    (row) => {
      addWkb(builder, projection, row.bytes(3));
      classes.add(row, 1);
      ids.push(row.uuid(0));
      names.push(row.text(2));
    },
  );
  return {
    layerId,
    plane,
    polygons: builder.finish({ shared: true }),
    ids,
    classes: classes.finish(),
    names,
  };
}

/** The base boundaries in force, one polygon a base. */
export async function loadBoundaries(tx: Transaction, plane: Plane): Promise<LayerColumns> {
  const projection = projectionOf(plane);
  const builder = new PolygonsBuilder({ originX: plane.originX, originY: plane.originY });
  const found = await tx.query<{ base_id: string; code: string; name: { zh: string }; geometry: Buffer }>(
    `select f.base_id, b.code, b.name, f.geometry from land.boundary_in_force f
     join programme.base b on b.programme_id = f.programme_id and b.base_id = f.base_id order by f.base_id`,
  );
  const classes = new CodeColumnBuilder();
  for (const row of found.rows) {
    addWkb(builder, projection, row.geometry);
    classes.add(row.code);
  }
  return {
    layerId: 'boundaries',
    plane,
    polygons: builder.finish({ shared: true }),
    ids: found.rows.map((row) => row.base_id),
    classes: classes.finish(),
    names: found.rows.map((row) => row.name.zh),
  };
}
