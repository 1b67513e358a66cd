import {
  COMMON_GROUND,
  inScope,
  newId,
  type Role,
  type Scope,
  type Transaction,
  WHOLE_PROGRAMME,
} from '@lizhu/db';
import { type TestDatabase, useTestDatabase } from '@lizhu/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listEvents } from '../list-events.ts';
import { auditMigrations } from '../migrations.ts';
import { recordEvent } from '../record-event.ts';
import { unrecordedWrites } from '../testing.ts';

let used: TestDatabase;
const city = newId();
const north = newId();
const south = newId();
const scopeOf = (role: Role, ...baseIds: string[]): Scope => ({
  userId: newId(),
  postId: newId(),
  role,
  programmeId: city,
  baseIds: [...baseIds, COMMON_GROUND],
});
const officer = scopeOf('land-officer', north, south, WHOLE_PROGRAMME);
const act = <T>(scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  inScope(used.database, scope, work);
const seen = async (scope: Scope): Promise<string[]> =>
  (await act(scope, (tx) => listEvents(tx, { limit: 100 }))).events.map(({ action }) => action);
const subject = { kind: 'site', id: 'S-1' };

beforeAll(async () => {
  used = await useTestDatabase([auditMigrations]);
  await used.database.owner.query(`
    create schema land; grant usage on schema land to lizhu_app;
    create table land.site (programme_id uuid, id text, name text, primary key (programme_id, id));
    alter table land.site enable row level security; alter table land.site force row level security;
    create policy scope on land.site to lizhu_app
      using (programme_id = (select nullif(current_setting('lizhu.programme', true), '')::uuid));
    grant select, insert, update on land.site to lizhu_app`);
});
beforeEach(async () => {
  await used.database.owner.query('truncate audit.event, land.site');
});
afterAll(() => used.drop());

describe('an event', () => {
  test('says who, through which post, did what to what, when, and how it was and became', async () => {
    const before = new Date();
    const id = await act(officer, (tx) =>
      recordEvent(tx, {
        action: 'land.rename-site',
        subject,
        baseId: north,
        before: { name: '旧', areaFen: 10n },
        after: { name: '新', areaFen: 10n },
        purpose: '更名',
        requestId: 'request-1',
      }),
    );
    const { events } = await act(officer, (tx) => listEvents(tx, { subject, limit: 1 }));
    expect(events[0]).toMatchObject({
      id,
      baseId: north,
      actor: officer.userId,
      postId: officer.postId,
      role: 'land-officer',
      purpose: '更名',
      action: 'land.rename-site',
      subject,
      before: '{"areaFen":"10","name":"旧"}',
      after: '{"areaFen":"10","name":"新"}',
      requestId: 'request-1',
    });
    expect(events[0]!.recordedAt.getTime()).toBeGreaterThanOrEqual(before.getTime() - 1_000);
  });

  test('stands or falls with what it tells of', async () => {
    const failing = act(officer, async (tx) => {
      await tx.query(`insert into land.site values ($1, 'S-1', 'new')`, [city]);
      await recordEvent(tx, { action: 'land.save-site', subject });
      throw new Error('the last step failed');
    });
    await expect(failing).rejects.toThrow('the last step failed');
    expect(await seen(officer)).toEqual([]);
    const unwritable = act(officer, async (tx) => {
      await tx.query(`insert into land.site values ($1, 'S-1', 'new')`, [city]);
      await recordEvent(tx, { action: 'land.save-site', subject, after: { area: Number.NaN } });
    });
    await expect(unwritable).rejects.toThrow('Cannot write $.area canonically');
    expect((await act(officer, (tx) => tx.query('select from land.site'))).rowCount).toBe(0);
  });

  test('is never changed or removed by the application', async () => {
    await act(officer, (tx) => recordEvent(tx, { action: 'land.save-site', subject }));
    for (const sql of [
      `update audit.event set action = 'x'`,
      'delete from audit.event',
      'truncate audit.event',
    ])
      await expect(act(officer, (tx) => tx.query(sql))).rejects.toMatchObject({ code: '42501' });
  });

  test('cannot be written in the name of somebody else, another post, role or programme', async () => {
    const forged: readonly Partial<Scope>[] = [
      { userId: newId() },
      { userId: null },
      { postId: newId() },
      { role: 'administrator' },
      { programmeId: newId() },
    ];
    for (const part of forged) {
      const forging = act(officer, (tx) =>
        recordEvent({ ...tx, scope: { ...officer, ...part } }, { action: 'land.save-site', subject }),
      );
      await expect(forging).rejects.toMatchObject({ code: '42501' });
    }
  });

  test('needs a programme', async () => {
    const nobody: Scope = { userId: null, postId: null, role: 'public', programmeId: null, baseIds: [] };
    await expect(act(nobody, (tx) => recordEvent(tx, { action: 'land.save-site', subject }))).rejects.toThrow(
      'its scope has no programme',
    );
  });
});

describe('the events', () => {
  test('of a base are for its posts, those of the whole programme for posts over it, and none for the public', async () => {
    await act(officer, async (tx) => {
      await recordEvent(tx, { action: 'land.in-north', subject, baseId: north });
      await recordEvent(tx, { action: 'land.in-south', subject, baseId: south });
      await recordEvent(tx, { action: 'land.in-all', subject });
    });
    expect(await seen(officer)).toEqual(['land.in-all', 'land.in-south', 'land.in-north']);
    expect(await seen(scopeOf('viewer', north))).toEqual(['land.in-north']);
    expect(await seen(scopeOf('public', north, south, WHOLE_PROGRAMME))).toEqual([]);
    expect(await seen({ ...officer, programmeId: newId() })).toEqual([]);
  });

  test('about the whole programme may be left by a post of one base, which does not see them', async () => {
    const ofNorth = scopeOf('land-officer', north);
    await act(ofNorth, (tx) => recordEvent(tx, { action: 'land.in-all', subject }));
    expect(await seen(ofNorth)).toEqual([]);
    expect(await seen(officer)).toEqual(['land.in-all']);
    const elsewhere = act(ofNorth, (tx) =>
      recordEvent(tx, { action: 'land.in-south', subject, baseId: south }),
    );
    await expect(elsewhere).rejects.toMatchObject({ code: '42501' });
  });

  test('come page by page, newest first, each once', async () => {
    const actions = Array.from({ length: 25 }, (_, i) => `land.step-${i}`);
    for (const action of actions) await act(officer, (tx) => recordEvent(tx, { action, subject }));
    const pages: string[] = [];
    for (let before: string | undefined; ; ) {
      const page = await act(officer, (tx) =>
        listEvents(tx, { limit: 10, ...(before === undefined ? {} : { before }) }),
      );
      pages.push(...page.events.map(({ action }) => action));
      if (page.next === null) break;
      before = page.next;
    }
    expect(pages).toEqual(actions.reverse());
  });
});

test('rows that were written without an event are found', async () => {
  await act(officer, async (tx) => {
    await tx.query(`insert into land.site values ($1, 'recorded', 'a'), ($1, 'renamed', 'b')`, [city]);
    await recordEvent(tx, { action: 'land.save-site', subject });
  });
  expect(await unrecordedWrites(used.database)).toEqual([]);
  await act(officer, (tx) => tx.query(`update land.site set name = 'c' where id = 'renamed'`));
  await act(officer, (tx) => tx.query(`insert into land.site values ($1, 'quiet', 'd')`, [city]));
  expect(await unrecordedWrites(used.database)).toEqual([{ table: 'land.site', rows: 2 }]);
  expect(await unrecordedWrites(used.database, ['land.site'])).toEqual([]);
  expect(await seen(officer)).toEqual(['land.save-site']);
});
