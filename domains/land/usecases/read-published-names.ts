import type { Transaction } from '@lizhu/db';
import type { Bilingual } from '@lizhu/programme/contract';
import type { FoundSite } from '../contract.ts';
import type { PublishedNames } from './edit-site.ts';

const commonGround: Bilingual = { zh: '公共地域', en: 'Common ground' };

/** The names of programme and bases that a published copy of a site repeats. */
export async function readPublishedNames(
  tx: Transaction,
  found: Pick<FoundSite, 'baseIds'>,
): Promise<PublishedNames> {
  const programme = await tx.query<{ name: Bilingual; demonstration: boolean }>(
    'select name, demonstration from programme.programme',
  );
  const bases = await tx.query<{ name: Bilingual }>(
    'select name from programme.base where base_id = any($1::uuid[]) order by code',
    [found.baseIds],
  );
  const { name, demonstration } = programme.rows[0]!;
  const names = bases.rows.map((row) => row.name);
  return {
    programmeName: name,
    demonstration,
    baseName:
      names.length === 0
        ? commonGround
        : { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en).join(', ') },
  };
}
