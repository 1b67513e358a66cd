import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWriter, resolveCrs } from '@lizhu/geodata';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserProgram, openBrowser, type Reader, unhurried, visit } from './browser.ts';
import { commit, dropFile, dryRun, figures, guess, missing, undo } from './import-page.ts';

const DOCUMENT = '东府〔2099〕1号';

describe.skipIf(browserProgram === null)(
  'steps 4 and 5: a new base boundary from a boundary-point TXT',
  unhurried,
  () => {
    let browser: Browser;
    let reader: Reader;
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'lizhu-boundary-'));
      browser = await openBrowser();
      reader = await visit(browser, { account: 'land' });
    });
    afterAll(async () => {
      await reader?.close();
      await browser?.close();
      await rm(folder, { recursive: true, force: true });
    });

    test('its head says zone and order of axes; number and date of the document are asked for', async () => {
      const { page } = reader;
      await dropFile(reader, '银瓶红线.txt', await writeBoundary(join(folder, '银瓶红线.txt')));
      expect(await guess(reader, '格式')).toContain('界址点坐标 TXT');
      expect(await guess(reader, '坐标系')).toContain('EPSG:4526');
      expect(await guess(reader, '编码')).toMatch(/GB(K|18030)/);
      const swapped = page.getByRole('checkbox', { name: '坐标轴对调了（此格式应为北坐标在前）' });
      expect(await swapped.isChecked()).toBe(false);
      await reader.choose(page.getByLabel('导入为', { exact: true }), /^基地红线$/);
      await page.getByLabel('数据来源').fill('东莞市自然资源局');
      expect(await missing(reader)).toEqual(expect.arrayContaining(['填写文号', '填写施行日期']));
      await page.getByLabel('文号').fill(DOCUMENT);
      await page.getByLabel('施行日期').fill('2099-01-01');
      for (const name of ['格式', '编码', '坐标系']) {
        const box = page.getByRole('checkbox', { name: `我已核对${name}` });
        if ((await box.count()) > 0) await box.check();
      }
      if ((await missing(reader)).some((text) => text.includes('基地代码')))
        await reader.choose(page.getByLabel('基地代码'), /^地块编号/);
      expect(await missing(reader)).toEqual([]);
    });

    test('committed, the page of boundaries shows its version, not yet in force; undone, it is gone', async () => {
      await dryRun(reader);
      expect(await figures(reader)).toMatch(/要素 1 个 ● 合格 1 个/);
      const { pathname } = new URL(reader.page.url());
      await commit(reader);
      await reader.open('/land/boundaries');
      const base = reader.page.locator('.section', { hasText: 'YP-EQ' });
      expect((await base.locator('tbody tr').first().innerText()).replaceAll(/\s+/g, ' ')).toContain(
        `3 ${DOCUMENT} 2099-01-01 —`,
      );
      expect((await base.locator('tbody tr').nth(1).innerText()).replaceAll(/\s+/g, ' ')).toContain('现行');
      expect(await reader.words('.boundary-total')).toContain('59.6 km² = 89,400 亩');
      await reader.open(pathname);
      await undo(reader);
      await reader.open('/land/boundaries');
      expect(await base.locator('tbody tr').count()).toBe(2);
    });

    /** A plain quadrangle around most of the Yinping base, north first, in zone 38 with its prefix. */
    async function writeBoundary(path: string): Promise<Buffer> {
      const writer = await createWriter(path, 'boundary-txt', {
        crs: resolveCrs('EPSG:4526'),
        layerName: '红线',
        encoding: 'GBK',
        fields: [
          { name: '地块编号', type: 'text' },
          { name: '地块名称', type: 'text' },
        ],
      });
      await writer.write({
        id: null,
        properties: { 地块编号: 'YP-EQ', 地块名称: '银瓶高端装备产业基地' },
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [114.12, 22.95],
              [114.165, 22.95],
              [114.165, 22.98],
              [114.12, 22.98],
              [114.12, 22.95],
            ],
          ],
        },
      });
      await writer.finish();
      return readFile(path);
    }
  },
);
