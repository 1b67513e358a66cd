import type { Transaction } from '@lizhu/db';
import type { SearchHit } from '../contract.ts';
import { bboxOf } from '../store/window.ts';

const HITS_OF_A_KIND = 8;

interface Row {
  readonly kind: SearchHit['kind'];
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly box: string | null;
}

/**
 * Finds bases by part of the name or code or by pinyin initials, parcels by the beginning of the code, sites by part of
 * the name. Bases come first: they are few and asked for most.
 */
export async function searchLand(tx: Transaction, text: string): Promise<SearchHit[]> {
  const wanted = text.normalize('NFKC').trim();
  if (wanted === '') return [];
  const part = `%${wanted.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
  const bases = await tx.query<Row>(
    `select 'base' as kind, b.base_id::text as id, b.name->>'zh' as title, b.name->>'en' as subtitle, f.box::text as box
     from programme.base b left join land.boundary_in_force f on f.base_id = b.base_id
     where lower(b.name->>'zh') like $1 or lower(b.name->>'en') like $1 or lower(b.code) like $1 or b.initials like $1
     order by b.code limit $2`,
    [part, HITS_OF_A_KIND],
  );
  const sites = await tx.query<Row>(
    `select 'site' as kind, id::text as id, name as title, '' as subtitle, box::text as box
     from land.site where lower(name) like $1 order by saved_at desc, id limit $2`,
    [part, HITS_OF_A_KIND],
  );
  const parcels = await tx.query<Row>(
    `select 'parcel' as kind, id::text as id, code as title, owner as subtitle, box::text as box
     from land.parcel where retired_at is null and (code ^@ $1 or code ^@ $3) order by code limit $2`,
    [wanted.toUpperCase(), HITS_OF_A_KIND, wanted],
  );
  return [...bases.rows, ...sites.rows, ...parcels.rows].map((row) => ({
    kind: row.kind,
    id: row.id,
    title: row.title,
    subtitle: row.subtitle,
    bbox: row.box === null ? null : bboxOf(row.box),
  }));
}
