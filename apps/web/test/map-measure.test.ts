import geodesic from 'geographiclib-geodesic';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserProgram, openBrowser, type Reader, unhurried, visit } from './browser.ts';
import { type Camera, cameraOf, type Place } from './map-page.ts';

const ellipsoid = new geodesic.Geodesic.Geodesic(6_378_137, 1 / 298.257222101);
const [LAT, LON, ZOOM] = [22.96, 114.14, 14];

describe.skipIf(browserProgram === null)('step 3: measuring on the map', unhurried, () => {
  let browser: Browser;
  let reader: Reader;
  let camera: Camera;
  beforeAll(async () => {
    browser = await openBrowser();
    reader = await visit(browser, { account: 'land' });
    await reader.open(`/land/map?at=${LAT},${LON},${ZOOM}`);
    camera = await cameraOf(reader.page, LAT, LON, ZOOM);
  });
  afterAll(async () => {
    await reader?.close();
    await browser?.close();
  });

  /** Clicks points one by one, finishes with Enter, and gives the places that were clicked. */
  async function draw(points: readonly (readonly [number, number])[]): Promise<Place[]> {
    for (const [x, y] of points) {
      await reader.page.mouse.move(x, y, { steps: 3 });
      await reader.page.mouse.click(x, y);
      await reader.page.waitForTimeout(400);
    }
    await reader.page.keyboard.press('Enter');
    await reader.page.getByText('已完成').waitFor();
    return points.map(([x, y]) => camera.placeAt(x, y));
  }

  /** The exact value that hovering a figure of the result shows. */
  async function exact(index: number): Promise<string> {
    const amount = reader.page.locator('.measure-result .amount').nth(index);
    await amount.hover();
    // The tip of the figure before may stay for a moment: the figure says which is its own.
    await expect.poll(() => amount.getAttribute('aria-describedby'), { timeout: 60_000 }).not.toBeNull();
    const id = await amount.getAttribute('aria-describedby');
    return (await reader.page.locator(`[id="${id}"]`).innerText()).replaceAll(',', '');
  }

  test('a length agrees with GeographicLib to 0.1 %', async () => {
    await reader.page.keyboard.press('m');
    await reader.page.getByText('在地图上点第一个点').waitFor();
    const places = await draw([
      [600, 300],
      [900, 420],
      [820, 700],
    ]);
    let expected = 0;
    for (let i = 1; i < places.length; i++) {
      const [a, b] = [places[i - 1]!, places[i]!];
      expected += ellipsoid.Inverse(a.lat, a.lon, b.lat, b.lon).s12!;
    }
    const said = Number.parseFloat(await exact(0));
    expect(Math.abs(said / expected - 1)).toBeLessThan(0.001);
    await reader.page.keyboard.press('Escape');
  });

  test('an area and its perimeter agree with GeographicLib to 0.1 %', async () => {
    await reader.page.getByRole('button', { name: '量面积' }).click();
    await reader.page.getByText('在地图上点出边界').waitFor();
    const places = await draw([
      [560, 260],
      [940, 300],
      [1000, 640],
      [700, 720],
    ]);
    const polygon = ellipsoid.Polygon(false);
    for (const { lat, lon } of places) polygon.AddPoint(lat, lon);
    const { area, perimeter } = polygon.Compute(false, true);
    const [sqm, mu] = (await exact(0)).split(' = ').map(Number.parseFloat);
    expect(Math.abs(sqm! / Math.abs(area!) - 1)).toBeLessThan(0.001);
    expect(Math.abs(mu! / ((Math.abs(area!) * 15) / 10_000) - 1)).toBeLessThan(0.001);
    const around = Number.parseFloat(await exact(2));
    expect(Math.abs(around / perimeter - 1)).toBeLessThan(0.001);
    await reader.look('map-measure');
  });
});
