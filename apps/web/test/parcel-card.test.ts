import { layerNames, type ParcelCard, type ParcelPage, readinessLooks } from '@lizhu/land/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserProgram, openBrowser, type Reader, unhurried, visit } from './browser.ts';
import { cameraOf } from './map-page.ts';

const grouped = (value: number, digits = 0): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

describe.skipIf(browserProgram === null)('step 3: the card of a parcel', unhurried, () => {
  let browser: Browser;
  let reader: Reader;
  let card: ParcelCard;
  const words = (selector: string) => reader.words(`.parcel-card ${selector}`);
  beforeAll(async () => {
    browser = await openBrowser();
    reader = await visit(browser, { account: 'land' });
    // A large square one that lies on farmland: its middle is inside, and its card has something to tell.
    const { rows } = await reader.ask<ParcelPage>(
      '/api/v1/land/parcels?class=blocked&sort=area&order=desc&limit=40',
    );
    for (const { id } of rows) {
      card = await reader.ask<ParcelCard>(`/api/v1/land/parcels/${id}`);
      if (card.overlaps.length > 2 && card.parcel.legalAreaSqm !== null && card.readiness!.lineNumber > 1)
        break;
    }
  });
  afterAll(async () => {
    await reader?.close();
    await browser?.close();
  });

  // At 11 parcels are put together by class, and the server says which of them was meant.
  test.each([11, 16])('opens at a click on the map at zoom %i', async (zoom) => {
    const place = insideOf(card.geometry as Polygonal);
    const [lat, lon] = [Number(place.lat.toFixed(5)), Number(place.lon.toFixed(5))];
    await reader.open(`/land/map?at=${lat.toFixed(5)},${lon.toFixed(5)},${zoom}`);
    const camera = await cameraOf(reader.page, lat, lon, zoom);
    const { x, y } = camera.pixelOf(place);
    await reader.page.mouse.click(x, y);
    await reader.page.locator('.parcel-card').waitFor();
    await reader.page.waitForURL(/parcel=/);
    expect(new URL(reader.page.url()).searchParams.get('parcel')).toBe(card.parcel.id);
    expect(await words('.parcel-code')).toContain(card.parcel.code);
    await reader.settled();
    await reader.look(`map-card-clicked-${zoom}`);
  });

  test('states both areas with their difference, tenure, owner and source', async () => {
    const facts = await words('.facts');
    const { parcel, areaDifferenceSqm } = card;
    expect(facts).toContain(`椭球面积 ${grouped(parcel.areaSqm)} m² = `);
    expect(facts).toContain(`证载面积 ${grouped(parcel.legalAreaSqm!)} m²`);
    expect(facts).toContain('两者之差');
    expect(Math.abs(parcel.areaSqm - parcel.legalAreaSqm! - areaDifferenceSqm!)).toBeLessThan(1e-6);
    expect(facts).toContain(`权利人 ${parcel.owner}`);
    expect(facts).toContain(card.source);
    await reader.page.locator('.parcel-card .facts .amount').first().hover();
    const tip = await reader.page.locator('.ant-tooltip:not(.ant-tooltip-hidden)').last().innerText();
    expect(tip).toContain(`${grouped(parcel.areaSqm, 2)} m²`);
    expect(tip).toContain(`${grouped((parcel.areaSqm * 15) / 10_000, 4)} 亩`);
  });

  test('lists the overlap with every layer in m², 亩 and %', async () => {
    const rows = await reader.page
      .locator('.parcel-card section', { hasText: '与图层叠加' })
      .locator('tbody tr')
      .allInnerTexts();
    expect(rows).toHaveLength(card.overlaps.length);
    for (const { kind, areaSqm, share } of card.overlaps.filter((overlap) => overlap.areaSqm >= 100)) {
      const row = rows.find(
        (text) => text.startsWith(layerNames[kind].zh) && text.includes(grouped(areaSqm)),
      );
      expect(row, `${kind} ${areaSqm}`).toBeDefined();
      if (share >= 0.001 && share < 0.9995) expect(row).toContain(grouped(share * 100, 1));
    }
  });

  test('says which line of which table decided, which cells held, and by which facts', async () => {
    const { class: name, lineNumber, tableVersion, lines, facts } = card.readiness!;
    const { page } = reader;
    const explanation = page.locator('.parcel-card .explanation');
    expect(await words('.explanation-conclusion')).toBe(
      `${readinessLooks[name].name.zh}：由规则表第 ${tableVersion} 版第 ${lineNumber} 行决定。`,
    );
    expect(await words('.explained-held')).toContain(lines.at(-1)!.line.title.zh);
    await explanation.getByText(`先前不成立的 ${lineNumber - 1} 行`).click();
    expect(await explanation.locator('.explained-line').count()).toBe(lineNumber);
    expect(await explanation.locator('.cell-failed').count()).toBeGreaterThanOrEqual(lineNumber - 1);
    await explanation.getByText(`所用事实（${facts.length} 项）`).click();
    const table = (await explanation.locator('table').innerText()).replaceAll(/\s+/g, ' ');
    expect(await explanation.locator('tbody tr').count()).toBe(facts.length);
    expect(table).toContain('占永久基本农田');
  });

  test('Esc closes it, the back button brings it again', async () => {
    const { page } = reader;
    await page.keyboard.press('Escape');
    await page.locator('.parcel-card').waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.has('parcel')).toBe(false);
    await page.goBack();
    await page.locator('.parcel-card').waitFor();
  });
});

interface Polygonal {
  readonly type: 'Polygon' | 'MultiPolygon';
  readonly coordinates: unknown;
}

/** A place inside: the middle of the widest stretch of the horizontal line through the middle of the box. */
function insideOf({ type, coordinates }: Polygonal): { lon: number; lat: number } {
  const rings = (type === 'Polygon' ? coordinates : (coordinates as unknown[])[0]) as [number, number][][];
  const lats = rings[0]!.map(([, lat]) => lat);
  const lat = (Math.min(...lats) + Math.max(...lats)) / 2 + 1e-9;
  const crossings = rings
    .flatMap((ring) =>
      ring.slice(1).flatMap(([lon2, lat2], index) => {
        const [lon1, lat1] = ring[index]!;
        return lat1 > lat === lat2 > lat ? [] : [lon1 + ((lat - lat1) / (lat2 - lat1)) * (lon2 - lon1)];
      }),
    )
    .toSorted((a, b) => a - b);
  let widest = [crossings[0]!, crossings[1]!] as const;
  for (let i = 2; i + 1 < crossings.length; i += 2) {
    if (crossings[i + 1]! - crossings[i]! > widest[1] - widest[0])
      widest = [crossings[i]!, crossings[i + 1]!];
  }
  return { lon: (widest[0] + widest[1]) / 2, lat };
}
