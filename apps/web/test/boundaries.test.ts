import type { BaseBoundary } from '@lizhu/land/contract';
import type { Programme } from '@lizhu/programme/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserProgram, openBrowser, type Reader, unhurried, visit } from './browser.ts';

describe.skipIf(browserProgram === null)('step 5: the red lines of the bases', unhurried, () => {
  let browser: Browser;
  let reader: Reader;
  beforeAll(async () => {
    browser = await openBrowser();
    reader = await visit(browser, { account: 'viewer' });
    await reader.open('/land/boundaries');
  });
  afterAll(async () => {
    await reader?.close();
    await browser?.close();
  });

  test('all in force make 59.6 km², which is 89,400 亩', async () => {
    expect(await reader.words('.boundary-total')).toContain('现行红线合计 59.6 km² = 89,400 亩');
    const { bases } = await reader.ask<Programme>('/api/v1/programme');
    const total = bases.reduce((sum, { areaSqm }) => sum + areaSqm!, 0);
    expect(total / 1e6).toBeCloseTo(59.6, 3);
    expect((total * 15) / 10_000).toBeCloseTo(89_400, 0);
  });

  test('each version has its document number, dates and area; one of a base is in force', async () => {
    const { bases } = await reader.ask<Programme>('/api/v1/programme');
    let earlier = 0;
    for (const base of bases) {
      const { rows } = await reader.ask<{ rows: BaseBoundary[] }>(`/api/v1/land/boundaries?base=${base.id}`);
      const section = reader.page.locator('.section', { hasText: base.code });
      const shown = (await section.locator('tbody tr').allInnerTexts()).map((text) =>
        text.replaceAll(/\s+/g, ' '),
      );
      expect(shown).toHaveLength(rows.length);
      expect(shown.filter((text) => text.includes('现行'))).toHaveLength(1);
      for (const { version, documentNumber, effectiveFrom, effectiveTo, areaSqm } of rows) {
        const row = shown.find((text) => text.startsWith(`${version} `))!;
        expect(row).toContain(`${documentNumber} ${effectiveFrom} ${effectiveTo ?? '—'}`);
        expect(row).toContain(` ${(areaSqm / 1e6).toFixed(2)} `);
      }
      earlier += rows.length - 1;
    }
    expect(earlier).toBeGreaterThanOrEqual(2);
  });

  test('a base opens on the map', async () => {
    await reader.page.getByRole('link', { name: '在地图上看' }).last().click();
    await reader.page.locator('.map-canvas').waitFor();
    await reader.settled();
    expect(await reader.page.locator('.map-canvas canvas').count()).toBe(1);
  });
});
