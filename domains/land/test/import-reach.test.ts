import { inScope } from '@lizhu/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Import } from '../contract.ts';
import type { Browser } from './browser.ts';
import { geojson, IMPORTS, type ImportWorld, makeImportWorld, mappingOf } from './import-world.ts';
import { rectangle } from './plane-world.ts';

let world: ImportWorld;
let officer: Browser;
let ofA: Browser;
let ofB: Browser;
let stranger: Browser;
let viewer: Browser;
beforeAll(async () => {
  world = await makeImportWorld();
  officer = await world.as('officer');
  ofA = await world.as('officerA');
  ofB = await world.as('officerB');
  stranger = await world.as('stranger');
  viewer = await world.as('viewer');
});
afterAll(() => world.drop());

const parcel = (ZDDM: string, east: number, north: number) => ({
  properties: { ZDDM },
  geometry: rectangle([east, north], 100, 100),
});
const faultsOf = (entry: Import): string[] =>
  entry.report!.faults.map(({ code, count }) => `${code} ${count}`);

test('an officer of one base brings parcels into that base only; the rest is kept with the reason', async () => {
  const file = geojson([
    parcel('IN', 200, 200),
    parcel('MOSTLY-IN', 940, 200),
    parcel('MOSTLY-OUT', 960, 400),
    parcel('OTHER-BASE', 1_300, 200),
    parcel('NO-BASE', 200, 1_500),
  ]);
  const checked = await world.check(ofA, await world.propose(ofA, '宗地.geojson', file));
  expect(faultsOf(checked)).toEqual(['outside-reach 3']);
  const { rows } = (await ofA.get(`${IMPORTS}/${checked.id}/faults`)).json();
  expect(rows.map(({ featureId }: { featureId: string }) => featureId)).toEqual([
    'MOSTLY-OUT',
    'OTHER-BASE',
    'NO-BASE',
  ]);
  await world.commit(ofA, checked);
  const seen = await inScope(world.context.database, world.system, (tx) =>
    tx.query<{ code: string; base_id: string }>(
      'select code, base_id from land.parcel where import_id = $1',
      [checked.id],
    ),
  );
  expect(seen.rows.map(({ code, base_id }) => [code, base_id === world.baseA]).sort()).toEqual([
    ['IN', true],
    ['MOSTLY-IN', true],
  ]);
});

test('a code that is hidden from the officer is refused like any other, also when it may be replaced', async () => {
  const file = geojson([parcel('B1', 300, 300), parcel('A1', 400, 300)]);
  const proposed = await world.propose(ofA, '宗地.geojson', file);
  expect(faultsOf(await world.check(ofA, proposed))).toEqual(['code-taken 2']);
  const checked = await world.check(ofA, proposed, { onExisting: 'replace' });
  expect(faultsOf(checked)).toEqual(['code-beyond-reach 1', 'parcel-replace 1']);
});

test('ground in another base is not taken, however much of it a new parcel covers', async () => {
  const file = geojson([{ properties: { ZDDM: 'WIDE' }, geometry: rectangle([700, 0], 400, 100) }]);
  const proposed = await world.propose(officer, '宗地.geojson', file);
  const whole = await world.check(officer, proposed, { onExisting: 'replace' });
  expect(faultsOf(whole)).toEqual(['parcel-replace 1']);
  const narrow = await world.upload(officer, '宗地.geojson', file, `?base=${world.baseA}`);
  const inA = await world.check(officer, await world.settled(officer, narrow.id), { onExisting: 'replace' });
  expect(faultsOf(inA)).toEqual(['overlaps-parcel 1']);
});

test('layers and boundaries are for posts over the whole programme', async () => {
  const proposed = await world.propose(ofA, '永久基本农田.geojson', geojson([parcel('X', 0, 0)]));
  expect(proposed.target).toBe('farmland');
  const answer = await ofA.send('POST', `${IMPORTS}/${proposed.id}/mapping`, mappingOf(proposed));
  expect([answer.statusCode, answer.json().code]).toEqual([403, 'land.programme-only']);
});

describe('whoever may not see an import', () => {
  test('is told what a stranger is told of one that never was', async () => {
    const mine = await world.propose(ofA, '宗地.geojson', geojson([parcel('Q', 10, 10)]));
    const never = mine.id.replace(/.{12}$/, '0123456789ab');
    const asks: ((browser: Browser, id: string) => Promise<{ statusCode: number; body: string }>)[] = [
      (browser, id) => browser.get(`${IMPORTS}/${id}`),
      (browser, id) => browser.get(`${IMPORTS}/${id}/faults`),
      (browser, id) => browser.get(`${IMPORTS}/${id}/faults.geojson`),
      (browser, id) => browser.get(`${IMPORTS}/${id}/faults.xlsx`),
      (browser, id) => browser.get(`${IMPORTS}/${id}/quarantine`),
      (browser, id) => browser.get(`${IMPORTS}/${id}/events`),
      (browser, id) => browser.send('POST', `${IMPORTS}/${id}/mapping`, mappingOf(mine)),
      (browser, id) => browser.send('POST', `${IMPORTS}/${id}/commit`, { revision: mine.revision }),
      (browser, id) => browser.send('POST', `${IMPORTS}/${id}/undo`, { revision: mine.revision }),
      (browser, id) => browser.send('POST', `${IMPORTS}/${id}/discard`, { revision: mine.revision }),
      (browser, id) => browser.send('POST', `${IMPORTS}/${id}/cancel`),
    ];
    for (const browser of [ofB, stranger]) {
      for (const ask of asks) {
        const hidden = await ask(browser, mine.id);
        const absent = await ask(browser, never);
        const told = ({ statusCode, body }: { statusCode: number; body: string }) => [
          statusCode,
          body.replaceAll(/"(instance|requestId)":"[^"]*"/g, ''),
        ];
        expect(hidden.statusCode, hidden.body).toBe(404);
        expect(told(hidden)).toEqual(told(absent));
      }
      const listed = (await browser.get(IMPORTS)).json().rows;
      expect(listed.map(({ id }: Import) => id)).not.toContain(mine.id);
    }
    expect((await officer.get(`${IMPORTS}/${mine.id}`)).statusCode).toBe(200);
  });

  test('and a viewer reads but changes nothing', async () => {
    const entry = await world.propose(officer, '宗地.geojson', geojson([parcel('V', 10, 500)]));
    expect((await viewer.get(`${IMPORTS}/${entry.id}`)).statusCode).toBe(200);
    for (const verb of ['mapping', 'commit', 'undo', 'discard', 'cancel']) {
      const body = verb === 'mapping' ? mappingOf(entry) : { revision: entry.revision };
      const answer = await viewer.send('POST', `${IMPORTS}/${entry.id}/${verb}`, body);
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'identity.role-required']);
    }
    await expect(world.upload(viewer, 'x.geojson', '{}')).rejects.toThrow('identity.role-required');
  });
});
