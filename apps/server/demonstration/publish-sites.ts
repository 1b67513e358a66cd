import type { HttpApp } from '@lizhu/http';
import type { Site, SiteAnswer, SiteCard, SiteCriteria } from '@lizhu/land/contract';
import type { Base } from '@lizhu/programme/contract';
import { demonstrationAccounts } from './accounts.ts';

const LAND = '/api/v1/land';
const SAVED = 6;
const PUBLISHED = 3;
const ordinals = ['一', '二', '三', '四', '五', '六'];

const criteria: SiteCriteria = {
  baseIds: [],
  minMu: 100,
  classes: ['usable-now'],
  gapM: 20,
  barriers: ['river', 'boundary'],
  limit: SAVED,
};

/** Finds, saves and publishes a few ready sites the way an officer does, over the server's own API. */
export async function publishSites(app: HttpApp, bases: readonly Base[]): Promise<void> {
  const officer = await signIn(app);
  const { rows } = await officer<{ rows: Site[] }>('GET', `${LAND}/sites`);
  const saved = new Map(rows.map((site) => [site.name, site]));
  const { sites } = await officer<SiteAnswer>('POST', `${LAND}/sites/find`, criteria);
  const counts = new Map<string, number>();
  for (const [index, found] of sites.entries()) {
    const base = bases.find(({ id }) => id === found.baseIds[0]);
    const count = counts.get(found.baseIds[0]!) ?? 0;
    counts.set(found.baseIds[0]!, count + 1);
    const name = `${base?.name.zh ?? '跨基地'}连片${ordinals[count]}（演示）`;
    const site =
      saved.get(name) ??
      (await officer<SiteCard>('POST', `${LAND}/sites`, {
        name,
        note: '演示数据：由平台按“可立刻使用、可跨 20 米道路、不跨河流”查得',
        parcelIds: found.parcelIds,
        criteria,
      }));
    if (index < PUBLISHED && site.publishedAt === null) {
      await officer('POST', `${LAND}/sites/${site.id}/publish`, { revision: site.revision });
    }
  }
}

type Ask = <T>(method: 'GET' | 'POST', url: string, payload?: object) => Promise<T>;

async function signIn(app: HttpApp): Promise<Ask> {
  const { username, password } = demonstrationAccounts.find(
    ({ role, baseCode }) => role === 'land-officer' && baseCode === null,
  )!;
  const headers = { 'x-lizhu-request': '1' };
  const signedIn = await app.inject({
    method: 'POST',
    url: '/api/v1/identity/sign-in',
    headers,
    payload: { username, password },
  });
  const cookies = Object.fromEntries(signedIn.cookies.map(({ name, value }) => [name, value]));
  return async <T>(method: 'GET' | 'POST', url: string, payload?: object) => {
    const answer = await app.inject({
      method,
      url,
      headers,
      cookies,
      ...(payload === undefined ? {} : { payload }),
    });
    if (answer.statusCode >= 400)
      throw new Error(`Cannot prepare the demonstration: ${method} ${url} answered ${answer.body}`);
    return answer.json<T>();
  };
}
