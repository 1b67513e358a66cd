import { recordEvent } from '@lizhu/audit';
import type { Transaction } from '@lizhu/db';
import { Problem } from '@lizhu/http';
import type { PublishedSite, SiteCard } from '../contract.ts';
import { bumpDataVersion } from '../store/data-version.ts';
import {
  changeSite,
  putPublished,
  readSite,
  removePublished,
  removeSite,
  type SiteChange,
  siteNameTaken,
} from '../store/sites.ts';

export interface Editor {
  readonly name: string;
  readonly at: Date;
}

/** Renames a site or changes its note. The second of two officers who edit the same revision is told who was first. */
export async function editSite(
  tx: Transaction,
  id: string,
  revision: number,
  change: Pick<SiteChange, 'name' | 'note'>,
  editor: Editor,
): Promise<SiteCard> {
  const before = await siteOrProblem(tx, id);
  if (change.name !== undefined && change.name !== before.name)
    await assertNameFree(tx, before.baseId, change.name);
  await changeOrConflict(tx, before, revision, change, editor);
  const after = await siteOrProblem(tx, id);
  await recordEvent(tx, {
    action: 'site.edit',
    subject: { kind: 'site', id },
    baseId: before.baseId,
    before: named(before),
    after: named(after),
  });
  await bumpDataVersion(tx, editor.at, 'sites');
  return after;
}

/** What of the programme and base a published copy repeats. */
export interface PublishedNames {
  readonly programmeName: PublishedSite['programmeName'];
  readonly baseName: PublishedSite['baseName'];
  readonly demonstration: boolean;
}

/** Shows a copy of the site, as it is now, to visitors without an account. */
export async function publishSite(
  tx: Transaction,
  id: string,
  revision: number,
  names: PublishedNames,
  editor: Editor,
): Promise<SiteCard> {
  const before = await siteOrProblem(tx, id);
  await changeOrConflict(tx, before, revision, { publishedAt: editor.at }, editor);
  const after = await siteOrProblem(tx, id);
  await putPublished(tx, after, {
    id,
    name: after.name,
    note: after.note,
    ...names,
    areaSqm: after.found.areaSqm,
    classes: after.found.classes,
    compactness: after.found.compactness,
    outline: after.found.outline,
    bbox: after.found.bbox,
    publishedAt: editor.at.toISOString(),
  });
  await recordEvent(tx, {
    action: 'site.publish',
    subject: { kind: 'site', id },
    baseId: before.baseId,
    after: named(after),
  });
  await bumpDataVersion(tx, editor.at, 'sites');
  return after;
}

/** Takes the published copy back. */
export async function withdrawSite(
  tx: Transaction,
  id: string,
  revision: number,
  editor: Editor,
): Promise<SiteCard> {
  const before = await siteOrProblem(tx, id);
  await changeOrConflict(tx, before, revision, { publishedAt: null }, editor);
  await removePublished(tx, id);
  await recordEvent(tx, {
    action: 'site.withdraw',
    subject: { kind: 'site', id },
    baseId: before.baseId,
    before: named(before),
  });
  await bumpDataVersion(tx, editor.at, 'sites');
  return siteOrProblem(tx, id);
}

export async function deleteSite(
  tx: Transaction,
  id: string,
  revision: number,
  editor: Editor,
): Promise<void> {
  const before = await siteOrProblem(tx, id);
  if (!(await removeSite(tx, id, revision))) throw conflict(before);
  await recordEvent(tx, {
    action: 'site.delete',
    subject: { kind: 'site', id },
    baseId: before.baseId,
    before: named(before),
  });
  await bumpDataVersion(tx, editor.at, 'sites');
}

/** @throws Problem `land.site-name-taken` when a site of the base has the name. */
export async function assertNameFree(tx: Transaction, baseId: string, name: string): Promise<void> {
  if (await siteNameTaken(tx, baseId, name)) throw new Problem('land.site-name-taken');
}

async function siteOrProblem(tx: Transaction, id: string): Promise<SiteCard> {
  const site = await readSite(tx, id);
  if (site === null) throw new Problem('land.site-not-found');
  return site;
}

async function changeOrConflict(
  tx: Transaction,
  site: SiteCard,
  revision: number,
  change: SiteChange,
  editor: Editor,
): Promise<void> {
  if (!(await changeSite(tx, site.id, revision, change, editor))) {
    throw conflict((await readSite(tx, site.id)) ?? site);
  }
}

function conflict(site: SiteCard): Problem {
  return new Problem('land.site-changed', { by: site.savedBy, at: site.savedAt, revision: site.revision });
}

function named(site: SiteCard): object {
  return {
    name: site.name,
    note: site.note,
    revision: site.revision,
    publishedAt: site.publishedAt,
    areaSqm: site.areaSqm,
  };
}
