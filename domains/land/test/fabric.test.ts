import { inScope } from '@lizhu/db';
import { PolygonsBuilder } from '@lizhu/fabric';
import { Problem } from '@lizhu/http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FabricCache } from '../fabric/fabric-cache.ts';
import { FabricThread } from '../fabric/fabric-thread.ts';
import { bumpDataVersion } from '../store/data-version.ts';
import { makeWorld, type World } from './world.ts';

/** A row of touching squares, each 10 m. */
function squares(count: number) {
  const builder = new PolygonsBuilder({ originX: 0, originY: 0 });
  for (let i = 0; i < count; i++) {
    builder.beginPolygon();
    builder.ring([10 * i, 0, 10 * i + 10, 0, 10 * i + 10, 10, 10 * i, 10], false);
  }
  return builder.finish({ shared: true });
}

describe('the thread', () => {
  test('computes one after the other, and goes on after what failed', async () => {
    const thread = new FabricThread();
    const parcels = squares(3);
    const answers = await Promise.allSettled([
      thread.compute('adjacency', { parcels, gapM: 0 }),
      thread.compute('adjacency', { parcels, gapM: -1 }),
      thread.compute('adjacency', { parcels, gapM: 30 }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const [touching, , near] = answers as PromiseFulfilledResult<{ neighbour: Int32Array }>[];
    expect([...touching!.value.neighbour]).toEqual([1, 0, 2, 1]);
    expect([...near!.value.neighbour]).toEqual([1, 2, 0, 2, 0, 1]);
    await thread.close();
  });

  test('cuts short what takes too long or is not wanted any more, and nothing else', async () => {
    const thread = new FabricThread(1);
    const parcels = squares(50_000);
    const late = thread.compute('adjacency', { parcels, gapM: 100 });
    await expect(late).rejects.toThrowError(Problem);
    await expect(late).rejects.toMatchObject({ code: 'land.computing-too-long' });
    const patient = new FabricThread();
    const gone = new AbortController();
    const unwanted = patient.compute('adjacency', { parcels, gapM: 100 }, gone.signal);
    const waiting = patient.compute('adjacency', { parcels: squares(2), gapM: 0 });
    gone.abort(new Error('The asker went away'));
    await expect(unwanted).rejects.toThrow('The asker went away');
    expect([...(await waiting).neighbour]).toEqual([1, 0]);
    await Promise.all([thread.close(), patient.close()]);
  });
});

describe('snapshots', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
    await world.build();
  });
  afterAll(() => world.drop());

  test('are shared by all posts of a reach, until the ledger changes', async () => {
    const { fabrics } = world.context;
    const { system, baseA } = world;
    const viewer = { ...system, role: 'viewer' as const };
    const [one, other] = [await fabrics.at(system), await fabrics.at(viewer)];
    expect(other.snapshot).toBe(one.snapshot);
    const ofA = await fabrics.at({ ...viewer, baseIds: [baseA] });
    expect(ofA.snapshot).not.toBe(one.snapshot);
    expect((await ofA.snapshot.fabric()).ids).toHaveLength(100);
    expect((await one.snapshot.fabric()).ids).toHaveLength(300);

    const change = (what: 'ledger' | 'sites') =>
      inScope(world.used.database, system, (tx) => bumpDataVersion(tx, world.clock.now, what));
    await change('sites');
    const afterSites = await fabrics.at(system);
    expect(afterSites.snapshot).toBe(one.snapshot);
    expect(afterSites.version).not.toBe(one.version);
    await change('ledger');
    expect((await fabrics.at(system)).snapshot).not.toBe(one.snapshot);
  });

  test('are there before the first question where the platform has read ahead, for the whole reach alone', async () => {
    const { system, baseA, context } = world;
    const fabrics = new FabricCache(context.database);
    await fabrics.readAhead(system);
    expect((await fabrics.at({ ...system, role: 'land-officer' })).snapshot.parcels).toBe(300);
    expect((await fabrics.at({ ...system, baseIds: [baseA] })).snapshot.parcels).toBe(0);
  });

  test('visitors have none', async () => {
    const visitor = { userId: null, postId: null, role: 'public' as const, programmeId: null, baseIds: [] };
    await expect(world.context.fabrics.at(visitor)).rejects.toMatchObject({ code: 'land.no-programme' });
  });

  test('what is derived is made once, and again after a failure or under another stamp', async () => {
    const { snapshot } = await world.context.fabrics.at(world.system);
    let made = 0;
    const make = () => ++made;
    expect(await Promise.all([snapshot.derive('x', make), snapshot.derive('x', make)])).toEqual([1, 1]);
    expect(await snapshot.derive('x', make, 'other')).toBe(2);
    await expect(snapshot.derive('y', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await snapshot.derive('y', () => 'now')).toBe('now');
  });
});
