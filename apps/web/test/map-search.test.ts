import type { ParcelPage } from '@lizhu/land/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserProgram, openBrowser, type Reader, unhurried, visit } from './browser.ts';

describe.skipIf(browserProgram === null)('step 3: search', unhurried, () => {
  let browser: Browser;
  let reader: Reader;
  beforeAll(async () => {
    browser = await openBrowser();
    reader = await visit(browser, { account: 'land' });
    await reader.open('/land/boundaries');
  });
  afterAll(async () => {
    await reader?.close();
    await browser?.close();
  });

  async function type(text: string): Promise<void> {
    await reader.page.keyboard.press('/');
    await reader.page.getByRole('combobox', { name: /搜索宗地/ }).fill(text);
    await reader.page.locator('.search-hit').first().waitFor();
  }

  test.each([
    ['in Chinese', '银瓶'],
    ['by pinyin initials', 'yp'],
  ])('finds a base %s', async (_how, text) => {
    await type(text);
    const hits = reader.page.locator('.search-hit');
    expect((await hits.first().innerText()).replaceAll(/\s+/g, ' ')).toContain('基地 银瓶高端装备产业基地');
    await reader.page.keyboard.press('Escape');
  });

  test('a parcel code and Enter at once lead to the map with the card of that parcel', async () => {
    const { rows } = await reader.ask<ParcelPage>(
      '/api/v1/land/parcels?class=usable-now&sort=area&order=desc&limit=1',
    );
    const parcel = rows[0]!;
    await reader.page.keyboard.press('/');
    await reader.page.getByRole('combobox', { name: /搜索宗地/ }).fill(parcel.code);
    await reader.page.keyboard.press('Enter');
    await reader.page.waitForURL(new RegExp(`parcel=${parcel.id}`));
    await reader.page.locator('.parcel-card').waitFor();
    expect(await reader.words('.parcel-code')).toContain(parcel.code);
    await reader.settled();
    const [lat, lon] = new URL(reader.page.url()).searchParams.get('at')!.split(',').map(Number);
    const [west, south, east, north] = parcel.bbox;
    const margin = 0.01;
    expect(lat! > south - margin && lat! < north + margin).toBe(true);
    expect(lon! > west - margin && lon! < east + margin).toBe(true);
  });

  test('what is not there is said, with what may be typed instead', async () => {
    await reader.page.keyboard.press('/');
    await reader.page.getByRole('combobox', { name: /搜索宗地/ }).fill('不存在的地方');
    await reader.page.getByText('没有找到“不存在的地方”').waitFor();
    await reader.page.keyboard.press('Escape');
  });
});
