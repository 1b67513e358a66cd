import { Problem } from '@lizhu/http';
import type { ParcelFilter } from '../contract.ts';
import { Conditions } from './conditions.ts';
import { boxOf, cellsOfWindow, parseBbox } from './window.ts';

/**
 * The table's, the export's and the summary's filter as SQL over `land.parcel p` and `land.parcel_fact f`.
 *
 * @throws Problem `land.bad-bbox`
 */
export function parcelConditions(filter: ParcelFilter): Conditions {
  const conditions = new Conditions().add('p.retired_at is null');
  const list = (text: string): string[] => text.split(',').filter((part) => part !== '');
  if (filter.bbox !== undefined) {
    const window = parseBbox(filter.bbox);
    if (window === null) throw new Problem('land.bad-bbox');
    const cells = cellsOfWindow(window);
    if (cells !== null) conditions.add('p.cell = any(?::bigint[])', cells.map(String));
    conditions.add('p.box && ?::box', boxOf(window));
  }
  if (filter.base) conditions.add('p.base_id = any(?::uuid[])', list(filter.base));
  if (filter.class) conditions.add('f.readiness = any(?::text[])', list(filter.class));
  if (filter.ids) conditions.add('p.id = any(?::uuid[])', list(filter.ids));
  if (filter.tenure) conditions.add('p.tenure = ?', filter.tenure);
  if (filter.use) conditions.add('p.use_code ^@ ?', filter.use);
  if (filter.q) {
    conditions.add(
      '(p.code ^@ ? or p.code ^@ ? or p.owner like ?)',
      filter.q,
      filter.q.toUpperCase(),
      `%${filter.q.replaceAll(/[\\%_]/g, '\\$&')}%`,
    );
  }
  if (filter.minAreaSqm !== undefined) conditions.add('p.area_sqm >= ?', filter.minAreaSqm);
  if (filter.maxAreaSqm !== undefined) conditions.add('p.area_sqm <= ?', filter.maxAreaSqm);
  return conditions;
}
