import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWriter, resolveCrs } from '@lizhu/geodata';
import JSZip from 'jszip';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserProgram, openBrowser, type Reader, unhurried, visit } from './browser.ts';
import { dropFile, dryRun, figures, guess, missing, readImport } from './import-page.ts';

const OWNER = '东莞市谢岗镇股份经济联合社';

describe.skipIf(browserProgram === null)('step 4: importing a shapefile in GBK', unhurried, () => {
  let browser: Browser;
  let reader: Reader;
  let folder: string;
  let whole: Buffer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lizhu-shapefile-'));
    whole = await writeShapefile(join(folder, '宗地.zip'));
    browser = await openBrowser();
    reader = await visit(browser, { account: 'land' });
  });
  afterAll(async () => {
    await reader?.close();
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('what its parts say is proposed with the evidence, and its Chinese is read', async () => {
    const id = await dropFile(reader, '宗地.zip', whole);
    expect(await guess(reader, '格式')).toContain('Shapefile');
    expect(await guess(reader, '编码')).toMatch(/GB(K|18030)/);
    expect(await guess(reader, '坐标系')).toContain('EPSG:4547');
    await reader.choose(reader.page.getByLabel('导入为', { exact: true }), /^宗地$/);
    expect(await reader.words('table.mapping')).toContain(`权利人 QLR · 文本 ${OWNER}`);
    await reader.page.getByRole('button', { name: '放弃这个文件' }).click();
    await reader.page.getByText('已放弃，台账没有变化。').waitFor();
    expect((await readImport(reader, id)).state).toBe('discarded');
  });

  test('without .prj and .cpg the coordinate system must be said, and the encoding confirmed', async () => {
    const { page } = reader;
    const bare = await JSZip.loadAsync(whole);
    for (const name of Object.keys(bare.files)) if (/\.(prj|cpg)$/.test(name)) bare.remove(name);
    const id = await dropFile(reader, '无坐标系.zip', await bare.generateAsync({ type: 'nodebuffer' }));
    expect(await guess(reader, '坐标系')).not.toContain('确定');
    expect(await missing(reader)).toContain('核对坐标系');
    await reader.choose(page.getByLabel('导入为', { exact: true }), /^宗地$/);
    await page.getByLabel('数据来源').fill('2021 年地籍调查，谢岗镇');
    expect(await page.getByRole('button', { name: '试导入', exact: true }).isDisabled()).toBe(true);

    await reader.choose(page.getByLabel('坐标系', { exact: true }), /^EPSG:4547/);
    await page.getByRole('checkbox', { name: '我已核对坐标系' }).check();
    const encoding = page.getByRole('checkbox', { name: '我已核对编码' });
    if ((await encoding.count()) > 0) await encoding.check();
    expect(await missing(reader)).toEqual([]);
    expect(await reader.words('table.mapping')).toContain(OWNER);
    await dryRun(reader);
    expect(await figures(reader)).toMatch(/要素 3 个 ● 合格 3 个/);
    const { report } = await readImport(reader, id);
    expect(report!.areaSqm).toBeCloseTo(3 * 2_500, -2);
    await page.getByRole('button', { name: '放弃这个文件' }).click();
    await page.getByText('已放弃，台账没有变化。').waitFor();
  });

  /** Three squares of 50 m in a row, in the hills north of the bases, where the ledger has no parcels. */
  async function writeShapefile(path: string): Promise<Buffer> {
    const writer = await createWriter(path, 'shapefile', {
      crs: resolveCrs('EPSG:4547'),
      layerName: '宗地',
      encoding: 'GBK',
      fields: [
        { name: 'ZDDM', type: 'text' },
        { name: 'QLR', type: 'text' },
      ],
    });
    const [wide, high] = [50 / 102_600, 50 / 110_740];
    for (let i = 0; i < 3; i++) {
      const [west, south] = [114.13 + i * 2 * wide, 23.05];
      await writer.write({
        id: null,
        properties: { ZDDM: `441900108099GB0000${i + 1}`, QLR: OWNER },
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [west, south],
              [west + wide, south],
              [west + wide, south + high],
              [west, south + high],
              [west, south],
            ],
          ],
        },
      });
    }
    await writer.finish();
    return readFile(path);
  }
});
