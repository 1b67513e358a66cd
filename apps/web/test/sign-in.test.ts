import type { ReadinessSummary } from '@lizhu/land/contract';
import type { Programme } from '@lizhu/programme/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserProgram, openBrowser, unhurried, visit } from './browser.ts';

describe.skipIf(browserProgram === null)('step 2: signing in, and what each post may do', unhurried, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test('a wrong password is said plainly; a demonstration account is one click and Enter; one leaves again', async () => {
    const reader = await visit(browser);
    const { page } = reader;
    await reader.open('/land/boundaries');
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await page.getByLabel('用户名').fill('land');
    await page.getByLabel('密码', { exact: true }).fill('not-the-password');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('alert').waitFor();
    expect(await reader.words('[role="alert"]')).toContain('密码');

    await page.getByRole('button', { name: /^land/ }).click();
    await page.getByLabel('密码', { exact: true }).press('Enter');
    await page.waitForURL(/\/land\/boundaries/);
    await reader.settled();
    expect(await reader.words('.header')).toContain('用地专员（全市）');
    await expect.poll(() => reader.words('.header'), { timeout: 60_000 }).toContain('演示数据');

    await page.getByRole('button', { name: '我的账号' }).click();
    await page.getByRole('menuitem', { name: '退出登录' }).click();
    await page.waitForURL(/\/sign-in/);
    await reader.open('/overview');
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await reader.close({ errors: [/401/] });
  });

  test.each([
    { account: 'admin', title: '系统管理员', bases: 7, edits: true },
    { account: 'land', title: '用地专员（全市）', bases: 7, edits: true },
    { account: 'yinping', title: '用地专员（银瓶基地）', bases: 1, edits: true },
    { account: 'viewer', title: '查阅', bases: 7, edits: false },
  ] as const)(
    '$account reads $bases bases; may change land: $edits',
    async ({ account, title, bases, edits }) => {
      const reader = await visit(browser, { account });
      const { page } = reader;
      await reader.open('/overview');
      expect(await reader.words('.header')).toContain(title);
      await page.getByText('表', { exact: true }).click();
      const named = await page.locator('.wide-table tbody th').allInnerTexts();
      const programme = await reader.ask<Programme>('/api/v1/programme');
      expect(programme.bases).toHaveLength(bases);
      expect(named.toSorted()).toEqual(
        ['全部基地', ...programme.bases.map(({ name }) => name.zh)].toSorted(),
      );
      expect(await reader.words('.figures')).toContain(`可立刻使用 ${await usableMu(reader)} 亩`);

      await reader.open('/land/imports');
      const offered = await page.getByText('拖入文件，或点此选择').count();
      expect(offered).toBe(edits ? 1 : 0);
      if (!edits) expect(await reader.words('.page')).toContain('你的岗位只能查看，不能导入。');
      await reader.open('/land/readiness');
      expect(await page.getByText('你的岗位只能试算，不能保存。').count()).toBe(edits ? 0 : 1);
      if (!edits) {
        const answer = await reader.context.request.post('/api/v1/land/imports', {
          headers: { 'x-lizhu-request': '1' },
          multipart: { file: { name: 'a.geojson', mimeType: 'application/json', buffer: Buffer.from('{}') } },
        });
        expect(answer.status()).toBe(403);
      }
      await reader.close();
    },
  );

  test('a visitor without an account gets the published sites and nothing else', async () => {
    const reader = await visit(browser);
    await reader.open('/');
    expect(new URL(reader.page.url()).pathname).toBe('/published');
    expect(await reader.words('h1')).toBe('公开的连片地块');
    for (const address of [
      '/api/v1/programme',
      '/api/v1/land/parcels',
      '/api/v1/land/readiness/summary',
      '/api/v1/land/sites',
      '/tiles/parcels/12/3343/1776.mvt',
      '/ogc/collections/parcels/items',
    ]) {
      expect((await reader.context.request.get(address)).status(), address).toBe(401);
    }
    await reader.close();
  });

  async function usableMu(reader: Awaited<ReturnType<typeof visit>>): Promise<string> {
    const { total } = await reader.ask<ReadinessSummary>('/api/v1/land/readiness/summary');
    const areaSqm = total.find(({ class: name }) => name === 'usable-now')!.areaSqm;
    return Math.round((areaSqm * 15) / 10_000).toLocaleString('en');
  }
});
