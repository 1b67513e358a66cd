import { readinessLooks, type SiteAnswer } from '@lizhu/land/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserProgram, openBrowser, phone, type Reader, unhurried, visit } from './browser.ts';
import { cameraOf } from './map-page.ts';

describe.skipIf(browserProgram === null)('step 6: finding contiguous sites', unhurried, () => {
  let browser: Browser;
  let reader: Reader;
  let answer: SiteAnswer;
  const muOf = (areaSqm: number): number => (areaSqm * 15) / 10_000;

  /** What the page was answered after doing something. */
  async function answered(act: () => Promise<unknown>): Promise<SiteAnswer> {
    const [response] = await Promise.all([
      reader.page.waitForResponse((each) => each.url().endsWith('/api/v1/land/sites/find') && each.ok()),
      act(),
    ]);
    const found = (await response.json()) as SiteAnswer;
    await reader.page
      .locator('.found [role="status"]', { hasText: `${found.sites.length} 处连片` })
      .waitFor();
    return found;
  }

  beforeAll(async () => {
    browser = await openBrowser();
    reader = await visit(browser, { account: 'land' });
    await reader.open('/land/sites/find');
    await reader.page.locator('.found-site').first().waitFor();
  });
  afterAll(async () => {
    await reader?.close();
    await browser?.close();
  });

  test('≥ 300 亩 of land usable now: at least five, ranked, apart from each other, in under a second', async () => {
    answer = await answered(() => reader.page.getByRole('button', { name: '≥ 300 亩' }).click());
    expect(answer.sites.length).toBeGreaterThanOrEqual(5);
    expect(answer.sites.map(({ rank }) => rank)).toEqual(answer.sites.map((_, index) => index + 1));
    for (const { areaSqm } of answer.sites) expect(muOf(areaSqm)).toBeGreaterThanOrEqual(300);
    const used = answer.sites.flatMap(({ parcelIds }) => parcelIds);
    expect(new Set(used).size).toBe(used.length);
    const status = await reader.words('.found [role="status"]');
    expect(status).toContain(
      `${answer.sites.length} 处连片；${answer.parcels.toLocaleString('en')} 宗中 ${answer.passing.toLocaleString('en')} 宗合格`,
    );
    const listed = await reader.page.locator('.found-area').allInnerTexts();
    expect(listed.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual(
      answer.sites.map(({ areaSqm }) => `${Math.round(muOf(areaSqm))} 亩`),
    );
    const more = await answered(() => reader.page.getByRole('button', { name: '≥ 100 亩' }).click());
    expect(more.sites.length).toBeGreaterThan(answer.sites.length);
    expect(Math.min(answer.seconds, more.seconds)).toBeLessThan(1);
  });

  test('a road may be bridged, a base chosen, owners limited; each is answered and kept in the address', async () => {
    const { page } = reader;
    const slider = page.getByRole('slider', { name: '可跨越的间隔（如道路）' });
    await slider.focus();
    const wider = await answered(async () => {
      for (let metre = 0; metre < 20; metre++) await page.keyboard.press('ArrowRight');
    });
    expect(wider.components).toBeLessThan(answer.components);
    const within = await answered(() => reader.choose(page.getByLabel('基地', { exact: true }), /银瓶/));
    await page.keyboard.press('Escape');
    expect(within.sites.length).toBeLessThanOrEqual(wider.sites.length);
    expect(new Set(within.sites.flatMap(({ baseIds }) => baseIds)).size).toBe(1);
    const alone = await answered(() => page.getByLabel('权利人至多（个）').fill('1'));
    for (const { owners } of alone.sites) expect(owners).toHaveLength(1);
    const search = new URL(page.url()).searchParams;
    expect(search.get('gap')).toBe('20');
    expect(search.get('owners')).toBe('1');
    await page.getByRole('button', { name: '恢复默认条件' }).click();
    await page.getByRole('button', { name: '≥ 300 亩' }).click();
    await page.locator('.found [role="status"]', { hasText: `${answer.sites.length} 处连片` }).waitFor();
  });

  test('a chosen site says what it is made of, and which parcels would make it larger', async () => {
    const { page } = reader;
    await page.locator('.found-site').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.locator('.site-card').waitFor();
    const site = answer.sites[0]!;
    expect(await reader.words('.site-card .figures')).toBe(
      `面积 ${Math.round(muOf(site.areaSqm))} 亩 宗地 ${site.parcelIds.length} 宗 紧凑度 ${site.compactness.toFixed(2)} 圆为 1`,
    );
    expect(await reader.words('.site-card .facts')).toContain(`权利人（${site.owners.length}）`);
    expect(site.blockers.length).toBeGreaterThan(0);
    const listed = await page.locator('.blockers li').allInnerTexts();
    expect(listed).toHaveLength(site.blockers.length);
    for (const [index, { code, readiness, because, gainSqm }] of site.blockers.entries()) {
      const words = listed[index]!.replaceAll(/\s+/g, ' ');
      expect(words).toContain(`${code} ${readinessLooks[readiness].name.zh}`);
      expect(words).toContain(because.zh);
      expect(gainSqm).toBeGreaterThan(0);
    }
    await reader.settled();
    await reader.look('find-site-chosen');
  });

  test('inside an area that is drawn on the map', async () => {
    const { page } = reader;
    await page.getByRole('button', { name: '全部结果' }).click();
    await reader.settled();
    await page.getByRole('button', { name: '画一个范围' }).click();
    await page.getByText('点出范围，双击或回车完成，Esc 取消').waitFor();
    const drawn = await answered(async () => {
      for (const [x, y] of [
        [460, 120],
        [980, 120],
        [980, 820],
        [460, 820],
      ] as const) {
        await page.mouse.move(x, y, { steps: 3 });
        await page.mouse.click(x, y);
        await page.waitForTimeout(400);
      }
      await page.keyboard.press('Enter');
    });
    expect(new URL(page.url()).searchParams.get('area')!.split(';')).toHaveLength(4);
    expect(drawn.parcels).toBeLessThanOrEqual(answer.parcels);
    await page.getByRole('button', { name: '去掉所画范围' }).click();
    await page
      .locator('.found [role="status"]', { hasText: `${answer.parcels.toLocaleString('en')} 宗中` })
      .waitFor();
    expect(new URL(page.url()).searchParams.has('area')).toBe(false);
  });

  test('on a telephone the sites found stay in sight above the sheet that lists them', async () => {
    const visitor = await visit(browser, { account: 'land', viewport: phone });
    try {
      const { page } = visitor;
      const [response] = await Promise.all([
        page.waitForResponse((each) => each.url().endsWith('/api/v1/land/sites/find') && each.ok()),
        visitor.open('/land/sites/find'),
      ]);
      const { sites } = (await response.json()) as SiteAnswer;
      await visitor.settled();
      await visitor.look('find-sites-phone-low');
      expect(sites.length).toBeGreaterThan(1);
      await page.getByText('结果', { exact: true }).first().click();
      await page.locator('.found-site').first().waitFor();
      await visitor.settled();
      await visitor.look('find-sites-phone-raised');
      const sheet = page.locator('.bottom-sheet');
      await expect
        .poll(
          async () => {
            const [lat, lon, zoom] = (await page.locator('.map-canvas').getAttribute('data-view'))!
              .split(',')
              .map(Number) as [number, number, number];
            const camera = await cameraOf(page, lat, lon, zoom);
            const { y } = (await sheet.boundingBox())!;
            return sites.filter(({ bbox: [west, south, east, north] }) => {
              const low = camera.pixelOf({ lon: west, lat: south });
              const high = camera.pixelOf({ lon: east, lat: north });
              return low.x < 0 || high.x > phone.width || low.y > y || high.y < 0;
            }).length;
          },
          { timeout: 60_000 },
        )
        .toBe(0);
    } finally {
      await visitor.close();
    }
  });
});
