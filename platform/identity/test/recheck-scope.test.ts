import type { Scope } from '@lizhu/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recheckScope } from '../posts/recheck-scope.ts';
import { COMMON_GROUND, makeWorld, WHOLE_PROGRAMME, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.drop());

const recheck = (scope: Scope, bases: readonly string[] = world.bases, now = world.clock.now) =>
  recheckScope(world.used.database, async () => bases, scope, now);
const scopeOf = (name: 'officer' | 'guard' | 'viewer', baseIds: readonly string[]): Scope => ({
  userId: world.people[name].userId,
  postId: world.people[name].postIds[0]!,
  role: name === 'viewer' ? 'viewer' : 'land-officer',
  programmeId: world.programmes[0],
  baseIds,
});

describe('the scope that a job was asked for under', () => {
  test('holds while its post does', async () => {
    const whole = scopeOf('officer', [...world.bases, COMMON_GROUND, WHOLE_PROGRAMME]);
    expect(await recheck(whole)).toEqual(whole);
    const one = scopeOf('guard', [world.bases[1], COMMON_GROUND]);
    expect(await recheck(one)).toEqual(one);
  });

  test('shrinks with the programme, and is never wider than it was', async () => {
    const whole = scopeOf('officer', [...world.bases, COMMON_GROUND, WHOLE_PROGRAMME]);
    expect((await recheck(whole, [world.bases[0]]))?.baseIds).toEqual([
      world.bases[0],
      COMMON_GROUND,
      WHOLE_PROGRAMME,
    ]);
    const narrow = scopeOf('officer', [world.bases[2]]);
    expect((await recheck(narrow))?.baseIds).toEqual([world.bases[2]]);
    const claimed = scopeOf('guard', [world.bases[0], world.bases[1]]);
    expect((await recheck(claimed))?.baseIds).toEqual([world.bases[1]]);
  });

  test('is gone with the post, for another programme, and for nobody', async () => {
    const viewer = scopeOf('viewer', [world.bases[0]]);
    expect(await recheck(viewer)).toEqual(viewer);
    const tomorrow = new Date(world.clock.now.getTime() + 25 * 3_600_000);
    expect(await recheck(viewer, world.bases, tomorrow)).toBeNull();
    expect(await recheck({ ...viewer, programmeId: world.programmes[1] })).toBeNull();
    expect(await recheck({ ...viewer, postId: world.people.guard.postIds[0]! })).toBeNull();
    expect(await recheck({ ...viewer, userId: null })).toBeNull();
  });

  test('of the system always holds', async () => {
    const system: Scope = {
      userId: null,
      postId: null,
      role: 'system',
      programmeId: world.programmes[0],
      baseIds: [COMMON_GROUND],
    };
    expect(await recheck(system)).toEqual(system);
  });
});
