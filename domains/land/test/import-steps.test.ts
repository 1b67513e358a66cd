import { listEvents } from '@lizhu/audit';
import { inScope } from '@lizhu/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Import } from '../contract.ts';
import type { Browser } from './browser.ts';
import { geojson, IMPORTS, type ImportWorld, makeImportWorld, mappingOf } from './import-world.ts';
import { rectangle } from './plane-world.ts';

let world: ImportWorld;
let officer: Browser;
let second: Browser;
beforeAll(async () => {
  world = await makeImportWorld();
  officer = await world.as('officer');
  second = await world.as('officer2');
});
afterAll(() => world.drop());

const one = (ZDDM: string, east: number) =>
  geojson([{ properties: { ZDDM }, geometry: rectangle([east, 300], 50, 50) }]);
const checkedOne = async (code: string, east: number): Promise<Import> =>
  world.check(officer, await world.propose(officer, '宗地.geojson', one(code, east)));

test('a page hears of every state until the work is done', async () => {
  const entry = await world.propose(officer, '宗地.geojson', one('E1', 0));
  await officer.send('POST', `${IMPORTS}/${entry.id}/mapping`, mappingOf(entry));
  const answer = await officer.get(`${IMPORTS}/${entry.id}/events`);
  expect(answer.headers['content-type']).toContain('text/event-stream');
  const states = answer.body
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => (JSON.parse(line.slice(6)) as Import).state);
  expect(states.at(-1)).toBe('checked');
  expect(new Set(states.slice(0, -1))).toEqual(new Set(states.length === 1 ? [] : ['checking']));
  const still = await officer.get(`${IMPORTS}/${entry.id}/events`);
  expect(still.body.match(/^data: /gm)).toHaveLength(1);
});

test('of two officers who commit at once, one is told', async () => {
  const checked = await checkedOne('TWO', 100);
  const commit = (browser: Browser) =>
    browser.send('POST', `${IMPORTS}/${checked.id}/commit`, { revision: checked.revision });
  const answers = await Promise.all([commit(officer), commit(second)]);
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  const told = answers.find(({ statusCode }) => statusCode === 409)!.json();
  expect(told.code).toBe('land.import-changed');
  expect((await world.settled(officer, checked.id)).state).toBe('committed');
});

test('of two imports of the same code, the second is told that its report no longer holds', async () => {
  const [first, other] = [await checkedOne('SAME', 200), await checkedOne('SAME', 260)];
  const committed = await Promise.all([world.commit(officer, first), world.commit(second, other)]);
  expect(committed.map(({ state }) => state).sort()).toEqual(['committed', 'proposed']);
  const stale = committed.find(({ state }) => state === 'proposed')!;
  expect(stale.problem).toMatchObject({
    code: 'land.import-stale',
    message: { zh: '试导入之后台账已变，涉及 1 个宗地' },
    remedy: { en: 'Run the dry run again, read its report, then commit' },
  });
  const again = await world.check(officer, stale);
  expect(again.report!.faults).toMatchObject([
    {
      code: 'code-taken',
      title: { zh: '代码已被占用', en: 'Code is taken' },
      message: { en: 'The code "SAME" is taken' },
    },
  ]);
  expect(again.problem).toBeNull();
});

test('an ancestor that another import has retired meanwhile makes a report stale as well', async () => {
  const replace = async (): Promise<Import> =>
    world.check(officer, await world.propose(officer, '宗地.geojson', one('A1', 320)), {
      onExisting: 'replace',
    });
  const [first, other] = [await replace(), await replace()];
  expect((await world.commit(officer, first)).state).toBe('committed');
  expect((await world.commit(officer, other)).problem!.code).toBe('land.import-stale');
});

test('a step that does not follow from the state is refused with the state', async () => {
  const proposed = await world.propose(officer, '宗地.geojson', one('S', 400));
  const refusal = async (verb: string, body?: object): Promise<unknown[]> => {
    const answer = await officer.send('POST', `${IMPORTS}/${proposed.id}/${verb}`, body);
    return [answer.statusCode, answer.json().code, answer.json().title];
  };
  const { revision } = proposed;
  const told = [409, 'land.import-changed', '这次导入已经进入“待确认”状态'];
  expect(await refusal('commit', { revision })).toEqual(told);
  expect(await refusal('undo', { revision })).toEqual(told);
  expect(await refusal('cancel')).toEqual(told);
  expect(await refusal('discard', { revision: revision + 1 })).toEqual(told);
  const discarded = await officer.send('POST', `${IMPORTS}/${proposed.id}/discard`, { revision });
  expect(discarded.json()).toMatchObject({ state: 'discarded' });
  expect((await refusal('mapping', mappingOf(proposed)))[0]).toBe(409);
});

test('a dry run that is stopped leads back to the mapping', async () => {
  const many = geojson(
    Array.from({ length: 3_000 }, (_, i) => ({
      properties: { ZDDM: `C${i}` },
      geometry: rectangle([(i % 60) * 6, 500 + Math.floor(i / 60) * 6], 5, 5),
    })),
  );
  const proposed = await world.propose(officer, '宗地.geojson', many);
  const started = (
    await officer.send('POST', `${IMPORTS}/${proposed.id}/mapping`, mappingOf(proposed))
  ).json();
  expect(started.state).toBe('checking');
  const stopped = await officer.send('POST', `${IMPORTS}/${proposed.id}/cancel`);
  expect(stopped.statusCode, stopped.body).toBe(200);
  const back = await world.settled(officer, proposed.id);
  expect(back).toMatchObject({ state: 'proposed', report: null, problem: null });
  expect((await world.check(officer, back)).report).toMatchObject({ features: 3_000 });
});

test('the list is newest first, page by page, without what only one import shows', async () => {
  const seen: string[] = [];
  for (let cursor = ''; ; ) {
    const page = (await officer.get(`${IMPORTS}?limit=3${cursor}`)).json();
    seen.push(...page.rows.map(({ id }: Import) => id));
    expect(page.rows.every(({ proposal }: Import) => proposal === null)).toBe(true);
    if (page.next === null) break;
    cursor = `&cursor=${page.next}`;
  }
  expect(seen).toHaveLength(new Set(seen).size);
  expect(seen.length).toBeGreaterThan(6);
});

test('every step is in the audit log, with who took it', async () => {
  const checked = await checkedOne('AUDIT', 450);
  await world.undo(officer, await world.commit(officer, checked));
  const subject = { kind: 'import', id: checked.id };
  const { events } = await inScope(world.context.database, world.system, (tx) =>
    listEvents(tx, { subject, limit: 20 }),
  );
  expect(events.map(({ action }) => action).reverse()).toEqual([
    'import.upload',
    'import.checking',
    'import.committing',
    'import.commit',
    'import.undoing',
    'import.undo',
  ]);
  expect(new Set(events.map(({ actor }) => actor)).size).toBe(1);
  expect(events[0]!.actor).not.toBeNull();
});
