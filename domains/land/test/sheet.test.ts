import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SiteCard } from '../contract.ts';
import type { Browser } from './browser.ts';
import { makeWorld, type World } from './world.ts';

let world: World;
let officer: Browser;
let card: SiteCard;
let folder: string;
beforeAll(async () => {
  world = await makeWorld();
  await world.build();
  officer = await world.as('officer');
  folder = await mkdtemp(join(tmpdir(), 'lizhu-sheet-test-'));
  const criteria = {
    baseIds: [world.baseA],
    minMu: 50,
    classes: ['usable-now'],
    gapM: 0,
    barriers: [],
    limit: 1,
  };
  const [site] = (await officer.send('POST', '/api/v1/land/sites/find', criteria)).json().sites;
  card = (
    await officer.send('POST', '/api/v1/land/sites', {
      name: '松山湖一号地',
      note: '临近干道',
      parcelIds: site.parcelIds,
      criteria,
    })
  ).json();
});
afterAll(async () => {
  await world.drop();
  await rm(folder, { recursive: true, force: true });
});

test.skipIf(!existsSync('/usr/bin/pdftotext')).each([
  [
    'zh',
    [
      '连片地块信息单：松山湖一号地',
      '演示数据',
      '松山湖基地',
      '81.00 亩',
      '未建，规划调整后可用',
      '坐标系：CGCS2000',
      '数据来源：测试计划 用地台账',
      '数据日期：2026-02-18',
      '审图号',
    ],
  ],
  [
    'en',
    [
      'Site sheet',
      'Demonstration data',
      'Base A',
      '81.00',
      'Not built; usable once the plan is',
      'central meridian 114°',
      'Land ledger of Test programme',
    ],
  ],
] as const)('the sheet in %s is one page and says where it comes from', async (lang, words) => {
  const answer = await officer.get(`/api/v1/land/sites/${card.id}/sheet.pdf?lang=${lang}`);
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  expect(answer.headers['content-type']).toBe('application/pdf');
  const file = join(folder, `${lang}.pdf`);
  await writeFile(file, answer.rawPayload);
  expect(execFileSync('pdfinfo', [file], { encoding: 'utf8' })).toMatch(/Pages:\s+1\n/);
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  for (const word of words) expect(text).toContain(word);
});

test('a long name and a long note still make one page', async () => {
  const named = await officer.send('PATCH', `/api/v1/land/sites/${card.id}`, {
    revision: card.revision,
    name: '很长的名称'.repeat(20),
    note: '很长的说明。'.repeat(330),
  });
  expect(named.statusCode, named.body).toBe(200);
  const answer = await officer.get(`/api/v1/land/sites/${card.id}/sheet.pdf?lang=en`);
  const file = join(folder, 'long.pdf');
  await writeFile(file, answer.rawPayload);
  expect(execFileSync('pdfinfo', [file], { encoding: 'utf8' })).toMatch(/Pages:\s+1\n/);
});

test('a sheet is for those who may see the site', async () => {
  const stranger = await world.as('stranger');
  expect((await stranger.get(`/api/v1/land/sites/${card.id}/sheet.pdf`)).json().code).toBe(
    'land.site-not-found',
  );
  expect((await world.app.inject({ url: `/api/v1/land/sites/${card.id}/sheet.pdf` })).statusCode).toBe(401);
});
