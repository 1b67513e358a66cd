import { type ReadinessSummary, readinessClasses, readinessLooks } from '@lizhu/land/contract';
import type { Programme } from '@lizhu/programme/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserProgram, openBrowser, type Reader, unhurried, visit } from './browser.ts';

const muOf = (areaSqm: number): string => Math.round((areaSqm * 15) / 10_000).toLocaleString('en');

describe.skipIf(browserProgram === null)('step 3: the map, its legend and its layers', unhurried, () => {
  let browser: Browser;
  let reader: Reader;
  beforeAll(async () => {
    browser = await openBrowser();
    reader = await visit(browser, { account: 'land' });
    await reader.open('/land/map');
  });
  afterAll(async () => {
    await reader?.close();
    await browser?.close();
  });

  test('shows seven bases with their areas, and brings one into view at a click', async () => {
    const { page } = reader;
    const { bases } = await reader.ask<Programme>('/api/v1/programme');
    const listed = await page.locator('.base-list li').allInnerTexts();
    expect(listed.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual(
      bases.map(({ name, areaSqm }) => `${name.zh} ${muOf(areaSqm!)} 亩`),
    );
    expect(listed).toHaveLength(7);

    const [west, south, east, north] = bases.find(({ code }) => code === 'YP-EQ')!.bbox!;
    await page.getByRole('button', { name: '银瓶高端装备产业基地' }).click();
    await page.waitForFunction(() => Number(/at=[\d.]+,[\d.]+,([\d.]+)/.exec(location.search)?.[1]) > 12);
    const [lat, lon] = new URL(page.url()).searchParams.get('at')!.split(',').map(Number);
    expect(lat! > south && lat! < north && lon! > west && lon! < east).toBe(true);
  });

  test('says 亩 per class beside each colour, as the API does', async () => {
    const { total } = await reader.ask<ReadinessSummary>('/api/v1/land/readiness/summary');
    const expected = readinessClasses.map(
      (name) =>
        `${readinessLooks[name].name.zh} ${muOf(total.find((entry) => entry.class === name)!.areaSqm)} 亩`,
    );
    const all = total.reduce((sum, { areaSqm }) => sum + areaSqm, 0);
    const legend = await reader.page.locator('ul[aria-label="图例"] > li').allInnerTexts();
    expect(legend.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([...expected, `合计 ${muOf(all)} 亩`]);
  });

  test('switches, orders and thins layers; the address carries it to another reader', async () => {
    const { page } = reader;
    await page.getByRole('switch', { name: '显示生态保护红线' }).click();
    const handle = page.getByRole('button', { name: /^移动“生态保护红线”，现为第 4 项/ });
    await handle.focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.getByRole('button', { name: /^移动“生态保护红线”，现为第 2 项/ }).waitFor();
    const slider = page.getByRole('slider', { name: '宗地可用性的不透明度' });
    await slider.focus();
    for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowLeft');
    await page.getByRole('checkbox', { name: '基地外' }).click();
    await page.waitForURL(/class=/);
    await reader.settled();

    const search = new URL(page.url()).searchParams;
    expect(search.get('layers')).toMatch(/^sites,ecological\*80,bases,-growth,/);
    expect(search.get('layers')).toMatch(/parcels\*60$/);
    expect(search.get('class')).toBe(readinessClasses.filter((name) => name !== 'outside').join(','));

    await page.getByRole('button', { name: '复制本页地址' }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(page.url());
    const other = await visit(browser, { account: 'viewer' });
    await other.open(copied);
    expect(await other.page.getByRole('switch', { name: '显示生态保护红线' }).isChecked()).toBe(true);
    expect(
      await other.page.getByRole('slider', { name: '宗地可用性的不透明度' }).getAttribute('aria-valuenow'),
    ).toBe('60');
    expect(await other.page.getByRole('checkbox', { name: '基地外' }).isChecked()).toBe(false);
    expect(await other.page.locator('.layer-name').allInnerTexts()).toEqual(
      await page.locator('.layer-name').allInnerTexts(),
    );
    await other.close();
  });

  test('opens a plan: what its classes mean, how much they cover, and by which document', async () => {
    const { page } = reader;
    await page.getByRole('button', { name: /土地利用总体规划$/ }).click();
    const layers = await reader.ask<{
      rows: { kind: string; inForce: boolean; classes: { code: string; areaSqm: number }[] }[];
    }>('/api/v1/land/layers');
    const plan = layers.rows.find(({ kind, inForce }) => kind === 'land-plan' && inForce)!;
    const allowed = plan.classes.filter(({ code }) => code.startsWith('1010'));
    const detail = page.locator('.layer', { hasText: '土地利用总体规划' }).locator('.layer-detail');
    await detail.getByText('允许建设区').waitFor();
    const read = async () => (await detail.innerText()).replaceAll(/\s+/g, ' ');
    await expect
      .poll(read, { timeout: 60_000 })
      .toContain(`允许建设区 1010 ${muOf(allowed.reduce((sum, { areaSqm }) => sum + areaSqm, 0))} 亩`);
    const words = await read();
    expect(words).toContain('第 1 版');
    expect(words).toContain('起施行');
  });
});
