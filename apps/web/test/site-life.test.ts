import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PublishedSite, SiteCard } from '@lizhu/land/contract';
import JSZip from 'jszip';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserProgram, openBrowser, type Reader, unhurried, visit } from './browser.ts';

const NAME = '谢岗启动区（测试）';
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format();

describe.skipIf(browserProgram === null)('step 6: the life of a site', unhurried, () => {
  let browser: Browser;
  let reader: Reader;
  let visitor: Reader;
  let site: SiteCard;
  const address = (): string => `/api/v1/land/sites/${site.id}`;
  beforeAll(async () => {
    browser = await openBrowser();
    reader = await visit(browser, { account: 'land' });
    visitor = await visit(browser);
  });
  afterAll(async () => {
    await visitor?.close();
    await reader?.close({ errors: [/409/] });
    await browser?.close();
  });

  test('is found, named and saved', async () => {
    const { page } = reader;
    await reader.open('/land/sites/find');
    await page.locator('.found-site').nth(3).click();
    await page.getByRole('button', { name: '存为连片地块' }).click();
    await page.getByLabel('名称').fill(NAME);
    await page.getByLabel('说明').fill('北侧道路已通');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('heading', { name: NAME, level: 1 }).waitFor();
    await reader.settled();
    site = await reader.ask<SiteCard>(`/api/v1/land/sites/${new URL(page.url()).pathname.split('/').at(-1)}`);
    expect(await reader.words('.page-head')).toContain('内部');
    const mu = ((site.areaSqm * 15) / 10_000).toFixed(site.areaSqm > 66_667 ? 0 : 1);
    expect(await reader.words('.site-card .figures')).toContain(`面积 ${mu} 亩`);
    await reader.look('site');
  });

  test('a visitor sees it only while it is published', async () => {
    const { page } = reader;
    const isSeen = async (): Promise<boolean> => {
      await visitor.open('/published');
      return (await visitor.page.getByRole('button', { name: NAME }).count()) === 1;
    };
    expect(await isSeen()).toBe(false);
    await page.getByRole('button', { name: '公开', exact: true }).click();
    await page.locator('.ant-popconfirm').getByRole('button', { name: '公开' }).click();
    await page.getByRole('button', { name: '撤回公开' }).waitFor();
    expect(await isSeen()).toBe(true);
    const { rows } = await visitor.ask<{ rows: PublishedSite[] }>('/api/v1/land/published-sites');
    const seen = rows.find(({ name }) => name === NAME)!;
    expect(seen.areaSqm).toBeCloseTo(site.areaSqm, 3);
    expect(Object.keys(seen)).not.toContain('owners');
    expect((await visitor.context.request.get(address())).status()).toBe(401);
  });

  test('is taken away as GeoJSON, Shapefile, GeoPackage, TXT and Excel', async () => {
    const { page } = reader;
    const begins = {
      GeoJSON: '{"type":"FeatureCollection"',
      'Shapefile（zip）': 'PK',
      GeoPackage: 'SQLite format 3',
      '界址点坐标 TXT': '[属性描述]',
      Excel: 'PK',
    };
    for (const [format, begin] of Object.entries(begins)) {
      await page.getByRole('button', { name: '导出' }).click();
      await page.locator('.export-menu').getByText(format, { exact: true }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: '下载' }).click(),
      ]);
      const bytes = await readFile(await download.path());
      expect(bytes.toString('utf8').slice(0, 40), format).toContain(begin);
      if (format === 'GeoJSON') {
        const { features } = JSON.parse(bytes.toString('utf8'));
        expect(JSON.stringify(features[0].properties)).toContain(NAME);
      }
      if (format === 'Excel') {
        const parts = Object.values((await JSZip.loadAsync(bytes)).files);
        const texts = await Promise.all(parts.map((part) => part.async('string')));
        expect(texts.join('')).toContain(NAME);
      }
      await page.locator('.export-menu').waitFor({ state: 'hidden' });
    }
  });

  test('fits on one page of PDF that names it, its coordinate system, source and date', async () => {
    const link = reader.page.getByRole('link', { name: '一页 PDF' });
    const answer = await reader.context.request.get((await link.getAttribute('href'))!);
    expect(answer.headers()['content-type']).toContain('application/pdf');
    const folder = await mkdtemp(join(tmpdir(), 'lizhu-pdf-'));
    await writeFile(join(folder, 'site.pdf'), await answer.body());
    const run = promisify(execFile);
    const text = (await run('pdftotext', ['-layout', join(folder, 'site.pdf'), '-'])).stdout;
    const info = (await run('pdfinfo', [join(folder, 'site.pdf')])).stdout;
    await rm(folder, { recursive: true });
    expect(info).toMatch(/Pages: +1\n/);
    for (const words of [NAME, '坐标系', 'CGCS2000', '来源', today, '演示数据'])
      expect(text.replaceAll(/\s+/g, ''), words).toContain(words);
  });

  test('of two officers who edit it the second is told, and nothing is overwritten', async () => {
    const other = await visit(browser, { account: 'admin' });
    const page = `/land/sites/${site.id}`;
    await reader.open(page);
    await other.open(page);
    const edit = async (officer: Reader, note: string): Promise<void> => {
      await officer.page.getByLabel('说明').fill(note);
      await officer.page.getByRole('button', { name: '保存' }).click();
    };
    await edit(other, '管理员改过');
    await other.page.getByText('第 3 版').waitFor();
    await edit(reader, '专员也想改');
    await reader.page.getByRole('alert').waitFor();
    await reader.look('site-conflict');
    expect((await reader.ask<SiteCard>(address())).note).toBe('管理员改过');
    await reader.page.getByRole('button', { name: '重新载入' }).click();
    await reader.page.waitForFunction(() => document.querySelector('textarea')?.value === '管理员改过');
    await edit(reader, '专员随后改');
    await reader.page.getByText('第 4 版').waitFor();
    expect((await reader.ask<SiteCard>(address())).note).toBe('专员随后改');
    await other.close();
  });

  test('withdrawn and deleted, it is gone for everyone', async () => {
    const { page } = reader;
    await page.getByRole('button', { name: '撤回公开' }).click();
    await page.getByRole('button', { name: '公开', exact: true }).waitFor();
    await visitor.open('/published');
    expect(await visitor.page.getByText(NAME).count()).toBe(0);
    await page.getByRole('button', { name: '删除' }).click();
    await page.locator('.ant-popconfirm').getByRole('button', { name: '删除' }).click();
    await page.waitForURL(/\/land\/sites$/);
    await reader.settled();
    expect(await page.getByText(NAME).count()).toBe(0);
  });
});
