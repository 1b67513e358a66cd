import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ParcelPage } from '../contract.ts';
import type { Browser } from './browser.ts';
import { makeWorld, type World } from './world.ts';

let world: World;
let officer: Browser;
beforeAll(async () => {
  world = await makeWorld();
  await world.build();
  officer = await world.as('officer');
});
afterAll(() => world.drop());

const land = '/api/v1/land';
const page = async (query: string, browser = officer): Promise<ParcelPage> => {
  const answer = await browser.get(`${land}/parcels?${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};

test('pages hold every parcel once, in the order asked for, whatever the sort', async () => {
  for (const sort of ['code', 'area', 'readiness', 'use', 'owner', 'base']) {
    for (const order of ['asc', 'desc']) {
      const seen: string[] = [];
      let cursor = '';
      for (;;) {
        const { rows, total, next } = await page(`sort=${sort}&order=${order}&limit=70${cursor}`);
        expect(total).toBe(300);
        seen.push(...rows.map(({ id }) => id));
        if (next === null) break;
        cursor = `&cursor=${next}`;
      }
      expect(new Set(seen).size).toBe(300);
      expect(seen).toHaveLength(300);
    }
  }
});
