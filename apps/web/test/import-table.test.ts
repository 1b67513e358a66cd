import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserProgram, openBrowser, type Reader, unhurried, visit } from './browser.ts';
import { dropFile, missing, readImport } from './import-page.ts';

describe.skipIf(browserProgram === null)(
  'importing a table whose columns could be read in two ways',
  unhurried,
  () => {
    let browser: Browser;
    let reader: Reader;
    beforeAll(async () => {
      browser = await openBrowser();
      reader = await visit(browser, { account: 'land' });
    });
    afterAll(async () => {
      await reader?.close();
      await browser?.close();
    });

    test('the columns are shown with evidence and confirmed; others have the file read anew, and what was typed stays', async () => {
      const { page } = reader;
      const rows = [
        'J1,2535000,490000,113.9026,22.9137',
        'J2,2535000,490100,113.9036,22.9137',
        'J3,2535100,490100,113.9036,22.9146',
      ];
      const csv = `地块编号,点号,X,Y,经度,纬度\n${rows.map((row) => `T1,${row}`).join('\n')}\n`;
      const id = await dropFile(reader, '界址点.csv', Buffer.from(csv));
      const table = page.getByRole('group', { name: '坐标列' });
      expect((await table.innerText()).replaceAll(/\s+/g, ' ')).toContain('2 组坐标列');
      expect(await missing(reader)).toContain('核对坐标列');
      await reader.choose(page.getByLabel('导入为', { exact: true }), /^宗地$/);
      await page.getByLabel('数据来源').fill('界址点成果表');
      await reader.look('import-columns');
      await reader.choose(table.getByLabel('东坐标或经度'), /^4 Y/);
      const open = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)');
      await expect.poll(() => open.count()).toBe(0);
      await reader.choose(table.getByLabel('北坐标或纬度'), /^3 X/);
      await table.getByRole('button', { name: '按这些列重新识别' }).click();
      await table.getByText('“Y”为', { exact: false }).waitFor();
      await table.getByRole('checkbox', { name: '我已核对坐标列' }).check();
      expect(await missing(reader)).not.toContain('核对坐标列');
      expect(await page.getByLabel('数据来源').inputValue()).toBe('界址点成果表');
      const { proposal } = await readImport(reader, id);
      expect(proposal!.columns).toMatchObject({ roles: { x: 3, y: 2 } });
      expect(proposal!.crs.candidates.some(({ value }) => value === 'EPSG:4547')).toBe(true);
      await reader.look('import-columns-anew');
      await page.getByRole('button', { name: '放弃这个文件' }).click();
      await expect.poll(async () => (await readImport(reader, id)).state).toBe('discarded');
    });
  },
);
