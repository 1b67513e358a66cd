import { generateCity } from '@lizhu/demo';
import type { Import, ParcelPage, SiteCard } from '@lizhu/land/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { browserProgram, desktop, openBrowser, phone, type Reader, unhurried, visit } from './browser.ts';
import { clippedText } from './clipped-text.ts';
import { PageLanguage } from './page-language.ts';

const imports = '/api/v1/land/imports';
const own = { 'x-lizhu-request': '1' };

/** The addresses that only the data knows. */
interface Places {
  readonly parcel: string;
  readonly site: string;
  readonly proposed: string;
  readonly checked: string;
}

interface Look {
  readonly name: string;
  readonly address: (places: Places) => string;
  /** What must be on the page before it is looked at. */
  readonly shows?: string;
  /** The tab of a telephone's sheet that shows it. */
  readonly tab?: string;
  readonly signedOut?: true;
}

const looks: readonly Look[] = [
  { name: 'sign-in', address: () => '/sign-in', signedOut: true },
  { name: 'published', address: () => '/published', signedOut: true },
  { name: 'overview', address: () => '/overview' },
  { name: 'account', address: () => '/account' },
  { name: 'map', address: () => '/land/map' },
  { name: 'map-card', address: ({ parcel }) => `/land/map?parcel=${parcel}`, shows: '.parcel-card .facts' },
  {
    name: 'map-table',
    address: () => '/land/map?table=1',
    tab: '表格',
    shows: '[role="rowgroup"] [role="row"]',
  },
  { name: 'find-sites', address: () => '/land/sites/find', tab: '结果', shows: '.found-site' },
  { name: 'find-sites-chosen', address: () => '/land/sites/find?min=300&site=1', shows: '.site-card .facts' },
  { name: 'sites', address: () => '/land/sites', shows: '[role="rowgroup"] [role="row"]' },
  { name: 'site', address: ({ site }) => `/land/sites/${site}`, shows: '.site-card .facts' },
  { name: 'imports', address: () => '/land/imports', shows: '[role="rowgroup"] [role="row"]' },
  { name: 'import-proposal', address: ({ proposed }) => `/land/imports/${proposed}`, shows: '.guess' },
  {
    name: 'import-report',
    address: ({ checked }) => `/land/imports/${checked}`,
    shows: '.fault-room [role="row"]',
  },
  { name: 'boundaries', address: () => '/land/boundaries' },
  { name: 'readiness', address: () => '/land/readiness', shows: '.line-grid tbody td.numeric' },
  { name: 'readiness-history', address: () => '/land/readiness/history' },
  { name: 'no-such-page', address: () => '/no-such-page' },
];

describe.skipIf(browserProgram === null)('the looks of every page', unhurried, () => {
  let browser: Browser;
  let officer: Reader;
  let places: Places;
  beforeAll(async () => {
    browser = await openBrowser();
    officer = await visit(browser, { account: 'land' });
    const { rows } = await officer.ask<ParcelPage>(
      '/api/v1/land/parcels?class=blocked&sort=area&order=desc&limit=1',
    );
    const sites = await officer.ask<{ rows: SiteCard[] }>('/api/v1/land/sites');
    const proposed = await propose();
    const checked = await check(await propose());
    places = { parcel: rows[0]!.id, site: sites.rows[0]!.id, proposed: proposed.id, checked: checked.id };
  });
  afterAll(async () => {
    for (const id of [places?.proposed, places?.checked]) if (id !== undefined) await discard(id);
    await officer?.close();
    await browser?.close();
  });

  describe.each([
    { size: 'desktop', viewport: desktop },
    { size: 'phone', viewport: phone },
  ])('on a $size', ({ size, viewport }) => {
    let reader: Reader;
    let stranger: Reader;
    let languages: ReadonlyMap<Reader, PageLanguage>;
    beforeAll(async () => {
      reader = await visit(browser, { account: 'land', viewport });
      stranger = await visit(browser, { viewport });
      languages = new Map([reader, stranger].map((each) => [each, new PageLanguage(each.page)]));
    });
    afterAll(async () => {
      await reader?.close();
      await stranger?.close();
    });

    test.each(looks)('$name fits, can be read by all, and speaks one language', async (look) => {
      const visitor = look.signedOut === true ? stranger : reader;
      const { page } = visitor;
      await visitor.open(look.address(places));
      if (look.tab !== undefined && size === 'phone')
        await page.locator('.sheet-tabs').getByText(look.tab, { exact: true }).click();
      if (look.shows !== undefined) await page.locator(look.shows).first().waitFor();
      await visitor.settled();
      const toEnglish = page.getByRole('button', { name: 'EN', exact: true });
      const switches = (await toEnglish.count()) > 0;
      for (const language of switches ? (['zh', 'en'] as const) : (['zh'] as const)) {
        if (language === 'en') {
          await toEnglish.click();
          await visitor.settled();
        }
        await visitor.look(`${look.name}-${size}-${language}`);
        expect.soft(await languages.get(visitor)!.strangers(language), `${language}: words`).toEqual([]);
        expect.soft(await clippedText(page), `${language}: text`).toEqual([]);
        await visitor.expectNoOverflow();
        if (language === (size === 'phone' && switches ? 'en' : 'zh')) await visitor.expectAccessible();
      }
    });
  });

  async function propose(): Promise<Import> {
    const features = generateCity({ parcels: 20_000 }).brokenSamples.map(({ feature }) => feature);
    const buffer = Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }));
    const answer = await officer.context.request.post(imports, {
      headers: own,
      multipart: { file: { name: '谢岗镇宗地.geojson', mimeType: 'application/geo+json', buffer } },
    });
    return reached((await answer.json()).id, 'proposed');
  }

  async function check({ id, proposal }: Import): Promise<Import> {
    const { format, encoding, crs, layer, mapping } = proposal!;
    const answer = await officer.context.request.post(`${imports}/${id}/mapping`, {
      headers: own,
      data: {
        target: 'parcels',
        format: format.value,
        encoding: encoding.value,
        crs: crs.value,
        layer,
        fields: mapping,
        source: '2021 年地籍调查，谢岗镇',
        onExisting: 'quarantine',
      },
    });
    expect(answer.status(), await answer.text()).toBe(200);
    return reached(id, 'checked');
  }

  async function reached(id: string, state: Import['state']): Promise<Import> {
    return vi.waitFor(
      async () => {
        const entry = await officer.ask<Import>(`${imports}/${id}`);
        expect(entry.state).toBe(state);
        return entry;
      },
      { timeout: 60_000, interval: 300 },
    );
  }

  async function discard(id: string): Promise<void> {
    const { revision } = await officer.ask<Import>(`${imports}/${id}`);
    await officer.context.request.post(`${imports}/${id}/discard`, { headers: own, data: { revision } });
  }
});
