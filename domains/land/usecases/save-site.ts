import { recordEvent } from '@lizhu/audit';
import { newId, type Transaction } from '@lizhu/db';
import { Problem } from '@lizhu/http';
import type { SiteCard, SiteCriteria } from '../contract.ts';
import { bumpDataVersion } from '../store/data-version.ts';
import { addSite, readSite } from '../store/sites.ts';
import { assertNameFree, type Editor } from './edit-site.ts';
import type { MeasuredSite } from './measure-site.ts';

export interface NewSite {
  readonly name: string;
  readonly note: string;
  readonly criteria: SiteCriteria | null;
}

/**
 * Keeps a measured site under a name.
 *
 * @throws Problem `land.site-across-bases` when the site reaches further than the post, `land.site-name-taken`
 */
export async function saveSite(
  tx: Transaction,
  { name, note, criteria }: NewSite,
  { baseId, found }: MeasuredSite,
  editor: Editor,
): Promise<SiteCard> {
  if (!tx.scope.baseIds.includes(baseId)) throw new Problem('land.site-across-bases');
  await assertNameFree(tx, baseId, name);
  const id = newId();
  const { name: savedByName, at: savedAt } = editor;
  await addSite(tx, { id, baseId, name, note, criteria, found, savedByName, savedAt });
  await recordEvent(tx, {
    action: 'site.save',
    subject: { kind: 'site', id },
    baseId,
    after: { name, note, areaSqm: found.areaSqm, parcels: found.parcelIds.length },
  });
  await bumpDataVersion(tx, savedAt, 'sites');
  return (await readSite(tx, id))!;
}
