import { newId } from '@lizhu/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FoundSite, SiteAnswer, SiteCard, SiteCriteria } from '../contract.ts';
import type { Browser } from './browser.ts';
import { areaOf } from './ledger.ts';
import { lonLatOf } from './plane-world.ts';
import { BLOCK_M, LOT_M, ROAD_M } from './town.ts';
import { makeWorld, type World } from './world.ts';

let world: World;
let officer: Browser;
beforeAll(async () => {
  world = await makeWorld();
  await world.build();
  officer = await world.as('officer');
});
afterAll(() => world.drop());

const sites = '/api/v1/land/sites';
const MU = 10_000 / 15;
const criteria = (change: Partial<SiteCriteria> = {}): SiteCriteria => ({
  baseIds: [],
  minMu: 10,
  classes: ['usable-now'],
  gapM: 0,
  barriers: [],
  limit: 50,
  ...change,
});
const find = async (change: Partial<SiteCriteria> = {}, browser = officer): Promise<SiteAnswer> => {
  const answer = await browser.send('POST', `${sites}/find`, criteria(change));
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};
const save = (found: FoundSite, name: string, browser = officer) =>
  browser.send('POST', sites, { name, note: '', parcelIds: found.parcelIds, criteria: criteria() });

describe('finding', () => {
  test('lots that touch are one site; the collective column parts each block', async () => {
    const { sites: found, parcels, passing, components, dataVersion } = await find();
    expect({ parcels, passing, components }).toEqual({ parcels: 300, passing: 76, components: 8 });
    expect(dataVersion).toMatch(/^\d+$/);
    // In each of four blocks: 3 × 5 lots east of the column; the 4 lots west of it are 21.6 亩 and are found too.
    expect(found.map(({ parcelIds }) => parcelIds.length)).toEqual([15, 15, 15, 15, 4, 4, 4, 4]);
    expect(found[0]!.areaSqm).toBeCloseTo(15 * LOT_M * LOT_M, -2);
    expect(found[0]!.compactness).toBeCloseTo((4 * Math.PI * 15) / 16 ** 2, 3);
    expect(found[0]!.inscribedRectangle.widthM).toBeGreaterThan(3 * LOT_M * 0.97);
    expect(found[0]!.inscribedRectangle.lengthM).toBeGreaterThan(5 * LOT_M * 0.97);
    expect(found.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('figures agree: outline, classes and parcels tell the same area', async () => {
    const [site] = (await find()).sites;
    const outline = site!.outline as Parameters<typeof areaOf>[0];
    expect(areaOf(outline)).toBeCloseTo(site!.areaSqm, 0);
    expect(site!.classes.reduce((sum, { areaSqm }) => sum + areaSqm, 0)).toBeCloseTo(site!.areaSqm, 6);
    expect(site!.owners).toEqual(['市土地储备中心']);
    const [west, south, east, north] = site!.bbox;
    const [lon, lat] = site!.labelPoint;
    expect(lon > west && lon < east && lat > south && lat < north).toBe(true);
  });

  test('freeing the collective column would join both sides: it is the blocker, and says why', async () => {
    const [site] = (await find({ minMu: 50 })).sites;
    const [blocker] = site!.blockers;
    expect(blocker).toMatchObject({
      readiness: 'after-plan',
      because: { zh: '未建，规划调整后可用', en: 'Not built; usable once the plan is adjusted' },
    });
    expect(blocker!.owner).toMatch(/股份经济联合社$/);
    expect(blocker!.gainSqm).toBeCloseTo(blocker!.areaSqm + 4 * LOT_M * LOT_M, -2);
  });

  test('a road is bridged when asked for, unless roads or red lines may not be', async () => {
    const largest = async (change: Partial<SiteCriteria>) => {
      const answer = await find({
        classes: ['usable-now', 'after-plan', 'existing-space'],
        minMu: 50,
        ...change,
      });
      return Math.round(answer.sites[0]!.areaSqm / (25 * LOT_M * LOT_M));
    };
    expect(await largest({ gapM: 0 })).toBe(1);
    expect(await largest({ gapM: ROAD_M - 1 })).toBe(1);
    expect(await largest({ gapM: ROAD_M })).toBe(4);
    expect(await largest({ gapM: ROAD_M, barriers: ['boundary'] })).toBe(2);
    expect(await largest({ gapM: ROAD_M, barriers: ['road'] })).toBe(1);
    expect(await largest({ gapM: ROAD_M, barriers: ['river'] })).toBe(4);
  });

  test('bases and a drawn area bound the search', async () => {
    const inA = await find({ baseIds: [world.baseA] });
    expect(inA.sites).toHaveLength(4);
    expect(inA.sites.every(({ baseIds }) => baseIds.length === 1 && baseIds[0] === world.baseA)).toBe(true);
    const step = BLOCK_M + ROAD_M;
    const corners = [
      [-5, step - 5],
      [BLOCK_M + 5, step - 5],
      [BLOCK_M + 5, step + BLOCK_M + 5],
      [-5, step + BLOCK_M + 5],
    ] as const;
    const drawn = await find({ area: corners.map(([x, y]) => [...lonLatOf([x, y])] as [number, number]) });
    expect(drawn.passing).toBe(19);
    const elsewhere = [
      [-120, 40],
      [-119, 40],
      [-119, 41],
    ] as [number, number][];
    expect((await find({ area: elsewhere })).passing).toBe(0);
    const thread = [
      [113.9, 22.9],
      [113.9, 22.9],
      [113.9, 22.9],
    ] as [number, number][];
    expect((await find({ area: thread })).passing).toBe(0);
  });

  test('limits hold: size, owners, compactness, number', async () => {
    const small = await find({ minMu: 20, maxMu: 40 });
    expect(small.sites.length).toBeGreaterThan(8);
    for (const { areaSqm } of small.sites)
      expect(areaSqm <= 40 * MU * 1.001 && areaSqm >= 20 * MU * 0.999).toBe(true);
    const seen = small.sites.flatMap(({ parcelIds }) => parcelIds);
    expect(new Set(seen).size).toBe(seen.length);
    const mixed: Partial<SiteCriteria> = { classes: ['usable-now', 'after-plan'], gapM: ROAD_M, minMu: 50 };
    expect((await find({ ...mixed, maxOwners: 1 })).sites.every(({ owners }) => owners.length === 1)).toBe(
      true,
    );
    expect((await find({ minCompactness: 0.7 })).sites.every(({ compactness }) => compactness >= 0.699)).toBe(
      true,
    );
    expect((await find({ limit: 3 })).sites).toHaveLength(3);
  });

  test('what contradicts itself is said', async () => {
    const answer = await officer.send('POST', `${sites}/find`, criteria({ minMu: 100, maxMu: 50 }));
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'land.criteria-contradict']);
    const none = await officer.send('POST', `${sites}/find`, { ...criteria(), classes: [] });
    expect(none.statusCode).toBe(400);
  });

  test('an officer of one base finds what lies in it, and blockers only there', async () => {
    const answer = await find({}, await world.as('officerA'));
    expect(answer.parcels).toBe(200);
    expect(answer.sites).toHaveLength(4);
  });
});

describe('keeping', () => {
  test('a site is measured anew from its parcels, whatever the client believes', async () => {
    const [site] = (await find({ minMu: 50 })).sites;
    const answer = await save(site!, '测量');
    expect(answer.statusCode, answer.body).toBe(201);
    const card: SiteCard = answer.json();
    expect(card).toMatchObject({
      name: '测量',
      revision: 1,
      savedBy: 'officer 姓名',
      publishedAt: null,
      parcels: 15,
    });
    expect(card.found).toEqual({ ...site, rank: 1 });
    expect((await officer.get(`${sites}/${card.id}`)).json()).toEqual(card);
    expect((await officer.get(sites)).json().rows).toHaveLength(1);
    expect((await save(site!, '测量')).json().code).toBe('land.site-name-taken');
  });

  test('parcels beyond the reach are as if they did not exist', async () => {
    const officerA = await world.as('officerA');
    const inB = (await find({ baseIds: [world.baseB], minMu: 50 })).sites[0]!;
    const answer = await save(inB, '越界', officerA);
    expect(answer.json()).toMatchObject({
      status: 422,
      code: 'land.parcels-not-visible',
      slots: { count: 15 },
    });
    const never = await officerA.send('POST', sites, {
      name: '越界',
      note: '',
      parcelIds: inB.parcelIds.map(() => newId()),
      criteria: criteria(),
    });
    expect(never.json()).toEqual({ ...answer.json() });
  });

  test('a site of one base tells its officers nothing of another', async () => {
    const bridging = { classes: ['usable-now' as const], gapM: ROAD_M, minMu: 50, baseIds: [world.baseA] };
    const found = (await find(bridging)).sites[0]!;
    const saved: SiteCard = (
      await officer.send('POST', sites, {
        name: '边界',
        note: '',
        parcelIds: found.parcelIds,
        criteria: criteria(bridging),
      })
    ).json();
    expect(saved.baseId).toBe(world.baseA);
    const officerA = await world.as('officerA');
    const { rows } = (await officerA.get('/api/v1/land/parcels?limit=500')).json();
    const visible = new Set(rows.map(({ id }: { id: string }) => id));
    expect(saved.found.blockers.length).toBeGreaterThan(0);
    expect(saved.found.blockers.every(({ parcelId }) => visible.has(parcelId))).toBe(true);
    expect((await officerA.get(`${sites}/${saved.id}`)).json()).toEqual(saved);
  });

  test('a site across bases belongs to the whole programme', async () => {
    const across = {
      classes: ['usable-now' as const, 'after-plan' as const, 'existing-space' as const],
      gapM: ROAD_M,
      minMu: 50,
    };
    const found = (await find(across)).sites[0]!;
    expect(found.baseIds).toHaveLength(2);
    const saved: SiteCard = (
      await officer.send('POST', sites, {
        name: '跨基地',
        note: '',
        parcelIds: found.parcelIds,
        criteria: criteria(across),
      })
    ).json();
    const officerA = await world.as('officerA');
    expect((await officerA.get(`${sites}/${saved.id}`)).statusCode).toBe(404);
    expect((await officerA.get(sites)).json().rows.map(({ name }: { name: string }) => name)).not.toContain(
      '跨基地',
    );
  });
});

describe('two officers', () => {
  test('the second who edits a revision is told who was first, and nothing is overwritten', async () => {
    const found = (await find({ minMu: 50 })).sites[1]!;
    const card: SiteCard = (await save(found, '两人')).json();
    const second = await world.as('officer2');
    const edit = (browser: Browser, note: string) =>
      browser.send('PATCH', `${sites}/${card.id}`, { revision: card.revision, note });
    const [one, two] = await Promise.all([edit(officer, '甲'), edit(second, '乙')]);
    const [won, lost] = one.statusCode === 200 ? [one, two] : [two, one];
    expect([won.statusCode, lost.statusCode]).toEqual([200, 409]);
    const winner = won === one ? 'officer 姓名' : 'officer2 姓名';
    expect(lost.json()).toMatchObject({ code: 'land.site-changed', slots: { by: winner, revision: 2 } });
    const now: SiteCard = (await officer.get(`${sites}/${card.id}`)).json();
    expect(now).toMatchObject({ revision: 2, note: won === one ? '甲' : '乙' });
    expect((await second.send('DELETE', `${sites}/${card.id}?revision=1`)).statusCode).toBe(409);
    expect((await second.send('DELETE', `${sites}/${card.id}?revision=2`)).statusCode).toBe(204);
    expect((await officer.get(`${sites}/${card.id}`)).json().code).toBe('land.site-not-found');
  });

  test('so is the second who saves the readiness table', async () => {
    const table = (await officer.get('/api/v1/land/readiness/table')).json();
    const second = await world.as('officer2');
    const put = (browser: Browser, note: string) =>
      browser.send('POST', '/api/v1/land/readiness/table', {
        lines: table.lines,
        fromVersion: table.version,
        note,
      });
    const answers = await Promise.all([put(officer, '甲'), put(second, '乙')]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const lost = answers.find(({ statusCode }) => statusCode === 409)!.json();
    expect(lost).toMatchObject({ code: 'land.table-changed', slots: { version: 1 } });
    expect(lost.slots.by).toMatch(/^officer2? 姓名$/);
  });

  test('an officer of one base does not save the table of all', async () => {
    const table = (await officer.get('/api/v1/land/readiness/table')).json();
    const officerA = await world.as('officerA');
    const answer = await officerA.send('POST', '/api/v1/land/readiness/table', {
      lines: table.lines,
      fromVersion: table.version,
      note: '单基地',
    });
    expect(answer.statusCode).toBe(403);
  });

  test('a viewer changes nothing', async () => {
    const viewer = await world.as('viewer');
    const found = (await find({ minMu: 50 }, viewer)).sites[0]!;
    expect((await save(found, '只读', viewer)).json().code).toBe('identity.role-required');
  });
});

describe('publishing', () => {
  test('visitors see a copy, which stays as it was until it is published again or withdrawn', async () => {
    const found = (await find({ minMu: 50 })).sites[2]!;
    let card: SiteCard = (await save(found, '公开')).json();
    const visitor = async () =>
      (await world.app.inject({ url: '/api/v1/land/published-sites' })).json().rows as Record<
        string,
        unknown
      >[];
    expect(await visitor()).toEqual([]);
    const act = async (verb: string): Promise<void> => {
      const answer = await officer.send('POST', `${sites}/${card.id}/${verb}`, { revision: card.revision });
      expect(answer.statusCode, answer.body).toBe(200);
      card = answer.json();
    };
    await act('publish');
    expect(card.publishedAt).not.toBeNull();
    const [shown] = await visitor();
    expect(shown).toMatchObject({
      id: card.id,
      name: '公开',
      demonstration: true,
      programmeName: { zh: '测试计划' },
      areaSqm: found.areaSqm,
    });
    expect(JSON.stringify(shown)).not.toMatch(/parcelIds|owners|blockers/);
    card = (
      await officer.send('PATCH', `${sites}/${card.id}`, { revision: card.revision, name: '改名' })
    ).json();
    expect((await visitor())[0]!.name).toBe('公开');
    await act('publish');
    expect((await visitor())[0]!.name).toBe('改名');
    await act('withdraw');
    expect(await visitor()).toEqual([]);
  });
});
