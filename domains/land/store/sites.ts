import type { Transaction } from '@lizhu/db';
import { type AreaGeometry, wkbOfGeometry } from '@lizhu/geodata';
import type { FoundSite, PublishedSite, Site, SiteCard, SiteCriteria } from '../contract.ts';
import { bboxOf, boxOf } from './window.ts';

interface Row {
  readonly id: string;
  readonly revision: number;
  readonly base_id: string;
  readonly name: string;
  readonly note: string;
  readonly criteria: SiteCriteria | null;
  readonly found: FoundSite;
  readonly box: string;
  readonly saved_by_name: string;
  readonly saved_at: Date;
  readonly published_at: Date | null;
}

const columns =
  'id, revision, base_id, name, note, criteria, found, box::text as box, saved_by_name, saved_at, published_at';

export async function readSites(tx: Transaction): Promise<Site[]> {
  const found = await tx.query<Row>(`select ${columns} from land.site order by saved_at desc, id`);
  return found.rows.map(siteOf);
}

export async function readSite(tx: Transaction, id: string): Promise<SiteCard | null> {
  const found = await tx.query<Row>(`select ${columns} from land.site where id = $1`, [id]);
  const row = found.rows[0];
  return row === undefined ? null : { ...siteOf(row), criteria: row.criteria, found: row.found };
}

export async function addSite(
  tx: Transaction,
  site: {
    id: string;
    baseId: string;
    name: string;
    note: string;
    criteria: SiteCriteria | null;
    found: FoundSite;
    savedByName: string;
    savedAt: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into land.site (programme_id, base_id, id, name, note, criteria, found, area_sqm, outline, box, saved_by,
       saved_by_name, saved_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::box, $11, $12, $13)`,
    [
      tx.scope.programmeId,
      site.baseId,
      site.id,
      site.name,
      site.note,
      site.criteria,
      site.found,
      site.found.areaSqm,
      wkbOfGeometry(site.found.outline as AreaGeometry),
      boxOf(site.found.bbox),
      tx.scope.userId,
      site.savedByName,
      site.savedAt,
    ],
  );
}

/** Whether a site of the base has the name. */
export async function siteNameTaken(tx: Transaction, baseId: string, name: string): Promise<boolean> {
  const found = await tx.query('select from land.site where base_id = $1 and name = $2', [baseId, name]);
  return found.rowCount !== 0;
}

export interface SiteChange {
  readonly name?: string;
  readonly note?: string;
  readonly publishedAt?: Date | null;
}

/** Changes a site whose revision is still the one that the editor saw; false when it is not. */
export async function changeSite(
  tx: Transaction,
  id: string,
  revision: number,
  change: SiteChange,
  by: { name: string; at: Date },
): Promise<boolean> {
  const changed = await tx.query(
    `update land.site set revision = revision + 1, name = coalesce($3, name), note = coalesce($4, note),
       published_at = case when $5 then $6 else published_at end, saved_by = $7, saved_by_name = $8, saved_at = $9
     where id = $1 and revision = $2`,
    [
      id,
      revision,
      change.name ?? null,
      change.note ?? null,
      change.publishedAt !== undefined,
      change.publishedAt ?? null,
      tx.scope.userId,
      by.name,
      by.at,
    ],
  );
  return changed.rowCount === 1;
}

export async function removeSite(tx: Transaction, id: string, revision: number): Promise<boolean> {
  const removed = await tx.query('delete from land.site where id = $1 and revision = $2', [id, revision]);
  return removed.rowCount === 1;
}

/** Puts the copy that visitors see in place of an older one. */
export async function putPublished(tx: Transaction, site: Site, content: PublishedSite): Promise<void> {
  await tx.query(
    `insert into land.published_site (programme_id, base_id, site_id, content, box, published_at)
     values ($1, $2, $3, $4, $5::box, $6)
     on conflict (programme_id, site_id) do update
       set content = excluded.content, box = excluded.box, published_at = excluded.published_at`,
    [tx.scope.programmeId, site.baseId, site.id, content, boxOf(content.bbox), content.publishedAt],
  );
}

export async function removePublished(tx: Transaction, id: string): Promise<void> {
  await tx.query('delete from land.published_site where site_id = $1', [id]);
}

/** What anybody may see, signed in or not. */
export async function readPublished(tx: Transaction, id?: string): Promise<PublishedSite[]> {
  const found = await tx.query<{ content: PublishedSite }>(
    `select content from land.published_site where $1::uuid is null or site_id = $1::uuid
     order by published_at desc, site_id limit 500`,
    [id ?? null],
  );
  return found.rows.map((row) => row.content);
}

function siteOf(row: Row): Site {
  return {
    id: row.id,
    revision: row.revision,
    baseId: row.base_id,
    name: row.name,
    note: row.note,
    areaSqm: row.found.areaSqm,
    classes: row.found.classes,
    compactness: row.found.compactness,
    owners: row.found.owners.length,
    parcels: row.found.parcelIds.length,
    bbox: bboxOf(row.box),
    savedBy: row.saved_by_name,
    savedAt: row.saved_at.toISOString(),
    publishedAt: row.published_at?.toISOString() ?? null,
  };
}
