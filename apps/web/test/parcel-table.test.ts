import { readFile } from 'node:fs/promises';
import type { ParcelPage } from '@lizhu/land/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserProgram, openBrowser, type Reader, unhurried, visit } from './browser.ts';

describe.skipIf(browserProgram === null)('step 3: the table twin of the map', unhurried, () => {
  let browser: Browser;
  let reader: Reader;
  const parcels = '/api/v1/land/parcels';
  const column = async (index: number): Promise<string[]> => {
    const cells = reader.page.locator(`.data-table [role="rowgroup"] [role="row"] > :nth-child(${index})`);
    return (await cells.allInnerTexts()).map((text) => text.trim());
  };
  beforeAll(async () => {
    browser = await openBrowser();
    reader = await visit(browser, { account: 'land' });
    await reader.open('/land/map?class=usable-now');
    await reader.page.keyboard.press('t');
    await reader.page.locator('.data-table [role="rowgroup"] [role="row"]').first().waitFor();
  });
  afterAll(async () => {
    await reader?.close();
    await browser?.close();
  });

  test('holds the parcels that the map shows, and their sum', async () => {
    const page = await reader.ask<ParcelPage>(`${parcels}?class=usable-now&limit=1`);
    const mu = Math.round((page.totalAreaSqm * 15) / 10_000).toLocaleString('en');
    expect(await reader.words('.table-bar')).toContain(`共 ${page.total.toLocaleString('en')} 宗 · ${mu} 亩`);
    expect(new Set(await column(2))).toEqual(new Set(['可立刻使用']));
  });

  test('sorts by area, first the smallest, then the largest; the address says so', async () => {
    const { page } = reader;
    const head = page.getByRole('columnheader', { name: '面积（亩）' });
    for (const [direction, aria] of [
      ['asc', 'ascending'],
      ['desc', 'descending'],
    ] as const) {
      await head.getByRole('button').click();
      await page.waitForURL(new RegExp(`sort=area%3A${direction}|sort=area:${direction}`));
      expect(await head.getAttribute('aria-sort')).toBe(aria);
      const expected = await reader.ask<ParcelPage>(
        `${parcels}?class=usable-now&sort=area&order=${direction}&limit=8`,
      );
      const codes = expected.rows.map(({ code }) => code);
      await page.locator('.data-table [role="gridcell"]', { hasText: codes[0]! }).waitFor();
      expect((await column(1)).slice(0, 8)).toEqual(codes);
    }
  });

  test('filters by tenure and area, and says how many filters narrow it', async () => {
    const { page } = reader;
    await page.getByRole('button', { name: '筛选' }).click();
    await reader.choose(page.getByLabel('权属', { exact: true }), /^国有$/);
    await page.getByLabel('至少').fill('30');
    await page.waitForURL(/min=30/);
    await page.keyboard.press('Escape');
    const minimum = (30 * 10_000) / 15;
    const expected = await reader.ask<ParcelPage>(
      `${parcels}?class=usable-now&tenure=state&minAreaSqm=${minimum}&limit=1`,
    );
    await page.getByText(`共 ${expected.total.toLocaleString('en')} 宗`).waitFor();
    expect(expected.total).toBeGreaterThan(0);
    expect(await page.locator('.table-bar .ant-badge-count').getAttribute('title')).toBe('2');
    for (const mu of await column(3))
      expect(Number.parseFloat(mu.replace(',', ''))).toBeGreaterThanOrEqual(30);
  });

  test('exports exactly this selection, in the coordinate system that was chosen', async () => {
    const { page } = reader;
    await page.locator('.table-bar').getByRole('button', { name: '导出' }).click();
    const dialog = page.locator('.export-menu');
    await dialog.getByText('GeoJSON', { exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name: '下载' }).click(),
    ]);
    const file = JSON.parse(await readFile(await download.path(), 'utf8')) as {
      features: { properties: Record<string, unknown>; geometry: { type: string } }[];
    };
    const minimum = (30 * 10_000) / 15;
    const expected = await reader.ask<ParcelPage>(
      `${parcels}?class=usable-now&tenure=state&minAreaSqm=${minimum}&limit=500`,
    );
    const codes = file.features.map(({ properties }) => String(properties['code'] ?? properties['ZDDM']));
    expect(codes.toSorted()).toEqual(expected.rows.map(({ code }) => code).toSorted());
    expect(file.features.every(({ geometry }) => /Polygon$/.test(geometry.type))).toBe(true);

    await dialog.waitFor({ state: 'hidden' });
    await page.locator('.table-bar').getByRole('button', { name: '导出' }).click();
    await dialog.getByText('CSV', { exact: true }).click();
    await reader.choose(dialog.getByLabel('坐标系'), /^EPSG:4547/);
    const [table] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name: '下载' }).click(),
    ]);
    const text = await readFile(await table.path(), 'utf8');
    for (const code of codes.slice(0, 5)) expect(text).toContain(code);
    // North and east of the 3° zone of 114° E, in metres: 2.5 million and around 500 thousand.
    expect(text).toMatch(/25\d{5}\.\d+/);
  });

  test('offers boundary-point TXT in metres only, and closes by Esc', async () => {
    const { page } = reader;
    const button = page.locator('.table-bar').getByRole('button', { name: '导出' });
    await button.click();
    await page.locator('.export-menu').getByText('界址点坐标 TXT').click();
    await page.locator('.export-menu').getByLabel('坐标系').click();
    const options = page.locator(
      '.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option',
    );
    expect(await options.allInnerTexts()).toEqual([
      'EPSG:4547 CGCS2000 3° 带 114°E',
      'EPSG:4526 CGCS2000 3° 带 38（带号）',
    ]);
    await page.keyboard.press('Escape');
    await options.first().waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    await page.locator('.export-menu').waitFor({ state: 'hidden' });
  });

  test('arrow keys walk through the rows, Enter opens the card', async () => {
    const { page } = reader;
    await page.getByRole('grid', { name: '宗地表' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.parcel-card').waitFor();
    expect(await reader.words('.parcel-code')).toContain((await column(1))[2]);
    await reader.settled();
    await reader.look('map-table-card');
  });
});
