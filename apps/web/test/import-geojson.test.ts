import { readFile } from 'node:fs/promises';
import { generateCity } from '@lizhu/demo';
import type { ParcelPage } from '@lizhu/land/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserProgram, openBrowser, type Reader, unhurried, visit } from './browser.ts';
import { commit, dropFile, dryRun, figures, guess, missing, readImport, undo } from './import-page.ts';

describe.skipIf(browserProgram === null)('step 4: importing thirteen broken parcels', unhurried, () => {
  let browser: Browser;
  let reader: Reader;
  let id: string;
  const samples = generateCity({ parcels: 20_000 }).brokenSamples;
  const parcelsOf = (text: string) => reader.ask<ParcelPage>(`/api/v1/land/parcels?limit=1&q=${text}`);

  beforeAll(async () => {
    browser = await openBrowser();
    reader = await visit(browser, { account: 'land' });
  });
  afterAll(async () => {
    await reader?.close();
    await browser?.close();
  });

  test('a dropped file is only proposed: nothing starts before a person has said what it is', async () => {
    const features = samples.map(({ feature }) => feature);
    const file = JSON.stringify({ type: 'FeatureCollection', features });
    id = await dropFile(reader, '损坏样例.geojson', Buffer.from(file));
    expect(await reader.words('.page')).toContain('13 个要素');
    expect(await guess(reader, '格式')).toContain('GeoJSON 确定');
    expect(await guess(reader, '坐标系')).toContain('EPSG:4326');
    expect(await missing(reader)).toEqual(['选择导入为什么', '填写数据来源']);
    expect(await reader.page.getByRole('button', { name: '试导入', exact: true }).isDisabled()).toBe(true);
    expect((await readImport(reader, id)).state).toBe('proposed');
  });

  test('a changed coordinate system must be confirmed anew; fields are proposed with samples', async () => {
    const { page } = reader;
    await reader.choose(page.getByLabel('坐标系', { exact: true }), /^EPSG:4490/);
    expect(await guess(reader, '坐标系')).toContain('已改');
    expect(await missing(reader)).toContain('核对坐标系');
    await page.getByRole('checkbox', { name: '我已核对坐标系' }).check();
    await reader.choose(page.getByLabel('导入为', { exact: true }), /^宗地$/);
    const mapping = (await page.locator('table.mapping').innerText()).replaceAll(/\s+/g, ' ');
    expect(mapping).toContain('宗地代码 必填 code · 文本 441900108001XX00001');
    expect(mapping).toContain('权利人 owner · 文本 损坏样例（演示）');
    await page.getByLabel('数据来源').fill('损坏样例，谢岗镇');
    expect(await missing(reader)).toEqual([]);
    await reader.look('import-proposal');
  });

  test('the dry run accounts for every feature and changes nothing', async () => {
    await dryRun(reader);
    expect(await figures(reader)).toMatch(/要素 13 个 ● 合格 2 个 ▲ 已修复 4 个 .* ■ 隔离 7 个/);
    expect((await parcelsOf('441900108001XX')).total).toBe(0);
    await reader.look('import-report');
  });

  test('each fault has place and remedy; the list narrows by kind, and shows where on the map', async () => {
    const { page } = reader;
    const rows = page.locator('.fault-room [role="rowgroup"] [role="row"]');
    const all = await page.getByRole('grid', { name: '问题清单' }).getAttribute('aria-rowcount');
    expect(Number(all)).toBeGreaterThan(13);
    await page.getByRole('button', { name: /边界自相交/ }).click();
    await page.waitForFunction(
      () => document.querySelectorAll('.fault-room [role="rowgroup"] [role="row"]').length === 1,
    );
    const row = (await rows.first().innerText()).replaceAll(/\s+/g, ' ');
    expect(row).toContain('▲ 已修复 1 441900108001XX00001 边界自相交，已在交点拆分');
    expect(row).toMatch(/第 1 环，第 \d+ 点 \(114\.14\d+, 22\.95\d+\)/);
    await rows.first().click();
    await page.getByText('核对修复后的图形与面积。').last().waitFor();
    expect(await reader.words('.facts')).toMatch(/第 1 个要素 .* 22\.95\d+, 114\.14\d+/);
    expect(await page.locator('.fault-map canvas').count()).toBe(1);
    await reader.settled();
    await reader.look('import-fault');
  });

  test('what is kept in quarantine can be taken away, with a list for those who mend it', async () => {
    const { page } = reader;
    const [list] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '清单 Excel' }).click(),
    ]);
    expect((await readFile(await list.path())).subarray(0, 2).toString()).toBe('PK');
    await page.getByRole('button', { name: '下载隔离区' }).click();
    const [quarantine] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'GeoJSON' }).click(),
    ]);
    const { features } = JSON.parse(await readFile(await quarantine.path(), 'utf8'));
    expect(features).toHaveLength(7);
  });

  test('commit shows progress and brings six parcels; undo takes the whole import back', async () => {
    const { page } = reader;
    const before = (await parcelsOf('')).total;
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      new MutationObserver(() => {
        const running = document.querySelector('.run-progress')?.textContent;
        if (running) seen.push(running);
      }).observe(document.body, { childList: true, subtree: true, characterData: true });
    });
    await commit(reader);
    const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen.join(' '));
    expect(seen).toContain('正在入库');
    expect((await parcelsOf('441900108001XX')).total).toBe(6);
    expect((await parcelsOf('')).total).toBe(before + 6);
    await undo(reader);
    expect((await parcelsOf('441900108001XX')).total).toBe(0);
    expect((await parcelsOf('')).total).toBe(before);
    await reader.open('/land/imports');
    const first = await reader.words('.data-table [role="rowgroup"] [role="row"]');
    expect(first).toMatch(/^损坏样例\.geojson .*已撤销 宗地 13 7/);
  });
});
