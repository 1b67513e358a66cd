import type { ReadinessPreview, ReadinessSummary, ReadinessTable } from '@lizhu/land/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserProgram, openBrowser, type Reader, unhurried, visit } from './browser.ts';

describe.skipIf(browserProgram === null)('step 6: the table that decides readiness', unhurried, () => {
  let browser: Browser;
  let reader: Reader;
  let table: ReadinessTable;
  let before: ReadinessSummary;
  /** What the server foresees of the limit of 4 %. */
  let preview: ReadinessPreview;
  const muOf = (areaSqm: number): string => Math.round((areaSqm * 15) / 10_000).toLocaleString('en');
  const summary = () => reader.ask<ReadinessSummary>('/api/v1/land/readiness/summary');
  const areaOf = ({ total }: ReadinessSummary, name: string): number =>
    total.find((entry) => entry.class === name)!.areaSqm;

  /** Types another limit into the built share of the line for land usable now. */
  async function setBuiltShare(percent: string): Promise<void> {
    const { page } = reader;
    const row = page.locator('.line-grid tbody tr', {
      has: page.locator('input[value="符合两规、未建、国有或已收储"]'),
    });
    await row.locator('.condition', { hasText: '%' }).click();
    await page.locator('.condition-editor').getByLabel('取值').fill(percent);
    await page.keyboard.press('Escape');
    await page.locator('.condition-editor').waitFor({ state: 'detached' });
  }

  /** Saves with a reason, and waits until every parcel is decided by the new version. */
  async function save(note: string, version: number): Promise<void> {
    const { page } = reader;
    await page.getByLabel('修改说明').fill(note);
    await page.getByRole('button', { name: /^保存为第/ }).click();
    await page.getByText(`现行第 ${version} 版`).waitFor();
    await expect.poll(async () => (await summary()).tableVersion, { timeout: 60_000 }).toBe(version);
    await page.getByText('重新判定所有宗地').waitFor({ state: 'detached' });
  }

  beforeAll(async () => {
    browser = await openBrowser();
    reader = await visit(browser, { account: 'land' });
    table = await reader.ask<ReadinessTable>('/api/v1/land/readiness/table');
    before = await summary();
    await reader.open('/land/readiness');
  });
  afterAll(async () => {
    await reader?.close();
    await browser?.close();
  });

  test('says of each line what it decides; together they decide every parcel', async () => {
    const rows = reader.page.locator('.line-grid tbody tr');
    expect(await rows.count()).toBe(table.lines.length);
    const decided = await rows.locator('td.numeric').allInnerTexts();
    const parcels = decided.map((text) => Number(/([\d,]+) 宗/.exec(text)![1]!.replaceAll(',', '')));
    expect(parcels.reduce((sum, count) => sum + count, 0)).toBe(
      before.total.reduce((sum, { parcels: count }) => sum + count, 0),
    );
  });

  test('a changed cell moves 亩 before anything is saved; undo brings it back', async () => {
    const { page } = reader;
    const [response] = await Promise.all([
      page.waitForResponse((each) => each.url().includes('/readiness/preview') && each.status() === 200),
      setBuiltShare('4'),
    ]);
    preview = (await response.json()) as ReadinessPreview;
    const after = preview.after.find((entry) => entry.class === 'usable-now')!.areaSqm;
    expect(after).toBeLessThan(areaOf(before, 'usable-now'));
    const row = page.locator('.preview-columns tr', { hasText: '可立刻使用' }).first();
    await row.getByText('▼').waitFor();
    expect((await row.innerText()).replaceAll(/\s+/g, ' ')).toContain(
      `${muOf(areaOf(before, 'usable-now'))} 亩 ${muOf(after)} 亩`,
    );
    expect(preview.moves.length).toBeGreaterThan(0);
    expect(areaOf(await summary(), 'usable-now')).toBe(areaOf(before, 'usable-now'));
    await page.locator('.page-head').getByRole('button', { name: '撤销' }).click();
    for (let step = 0; step < 3 && (await page.getByText('试算，未保存').count()) > 0; step++)
      await page.locator('.page-head').getByRole('button', { name: '撤销' }).click();
    await page.getByText('尚未修改').waitFor();
  });

  test('saved with a reason it decides every parcel anew; the former limit saved again, all is as it was', async () => {
    const { page } = reader;
    await setBuiltShare('4');
    await reader.look('readiness-changed');
    expect(await page.getByRole('button', { name: /^保存为第/ }).isDisabled()).toBe(true);
    await save('收紧已建占比（测试）', table.version + 1);
    const tightened = await summary();
    expect(areaOf(tightened, 'usable-now')).toBeCloseTo(
      preview.after.find((entry) => entry.class === 'usable-now')!.areaSqm,
      3,
    );
    await setBuiltShare('10');
    await save('恢复（测试）', table.version + 2);
    const restored = await summary();
    for (const { class: name, areaSqm } of before.total)
      expect(areaOf(restored, name)).toBeCloseTo(areaSqm, 3);
  });

  test('the history keeps who, when and why, and brings a version back as a draft', async () => {
    const { page } = reader;
    await page.getByRole('button', { name: '历次版本' }).click();
    await page.getByRole('heading', { name: '历次版本' }).waitFor();
    await reader.settled();
    const words = await reader.words('.page');
    expect(words).toContain('恢复（测试）');
    expect(words).toContain('收紧已建占比（测试）');
    await page.getByRole('link', { name: '以此版为底稿修改' }).first().click();
    await page.getByText('试算，未保存').waitFor();
    await page.getByRole('button', { name: '放弃修改' }).click();
    await page.getByText('尚未修改').waitFor();
  });
});
