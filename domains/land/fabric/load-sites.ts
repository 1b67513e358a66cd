import type { Transaction } from '@lizhu/db';
import { addWkb, PolygonsBuilder } from '@lizhu/fabric';
import { CodeColumnBuilder } from '../readiness/fact-columns.ts';
import type { LayerColumns } from './land-fabric.ts';
import { type Plane, projectionOf } from './plane.ts';

/** The outlines of the saved sites that the scope may see. */
export async function loadSites(tx: Transaction, plane: Plane): Promise<LayerColumns> {
  const projection = projectionOf(plane);
  const builder = new PolygonsBuilder({ originX: plane.originX, originY: plane.originY });
  const found = await tx.query<{ id: string; base_id: string; name: string; outline: Buffer }>(
    'select id, base_id, name, outline from land.site order by id',
  );
  const bases = new CodeColumnBuilder();
  for (const row of found.rows) {
    addWkb(builder, projection, row.outline);
    bases.add(row.base_id);
  }
  return {
    layerId: 'sites',
    plane,
    polygons: builder.finish(),
    ids: found.rows.map((row) => row.id),
    classes: bases.finish(),
    names: found.rows.map((row) => row.name),
  };
}
