import { listEvents } from '@lizhu/audit';
import { inScope } from '@lizhu/db';
import { expect, test } from 'vitest';
import { loadLedger, shapeOf } from '../index.ts';
import { rectangle } from './plane-world.ts';
import { makeWorld } from './world.ts';

const ACROSS = 200;

test('a whole ledger is loaded at once, each parcel into the base that holds it, and read back the same', async () => {
  const world = await makeWorld(() => ({ boundaries: [], layers: [], parcels: [] }));
  const { database } = world.context;
  const boundary = (baseId: string, east: number) => ({
    baseId,
    documentNumber: '东府〔2021〕1号',
    effectiveFrom: '2021-01-01',
    effectiveTo: null,
    note: '',
    ...shapeOf(rectangle([east, 0], 10_000, 10_000)),
  });
  function* parcels() {
    for (let i = 0; i < ACROSS * ACROSS; i++) {
      const shape = shapeOf(rectangle([(i % ACROSS) * 90 + 5_000, Math.floor(i / ACROSS) * 60], 90, 60));
      const code = `441900${String(i).padStart(6, '0')}`;
      const rest = { useCode: '0601', acquired: false, villageIndustry: false, legalAreaSqm: null };
      yield { code, tenure: 'state' as const, owner: '名\'称"', ...rest, ...shape };
    }
  }
  const loaded = await loadLedger(database, world.system, {
    boundaries: [boundary(world.baseA, 0), boundary(world.baseB, 10_000)],
    layers: [
      {
        kind: 'farmland',
        title: '永久基本农田',
        documentNumber: null,
        effectiveFrom: null,
        features: [{ classCode: '0101', name: '水田', ...shapeOf(rectangle([0, 0], 900, 900)) }],
      },
    ],
    parcels: parcels(),
    source: '演示',
    validFrom: '2021-01-01',
    at: world.clock.now,
  });
  expect(loaded).toEqual({ boundaries: 2, layers: 1, parcels: ACROSS * ACROSS });

  await inScope(database, world.system, async (tx) => {
    const { rows } = await tx.query<{ base: string; n: number; area: number }>(
      `select coalesce(b.code, '-') as base, count(*)::int as n, sum(area_sqm) as area from land.parcel p
       left join programme.base b on b.base_id = p.base_id group by 1 order by 1`,
    );
    // Columns 0 … 55 and 56 … 166, rows 0 … 166; the parcels at two corners lie with less than half in either base.
    const [inA, inB] = [56 * 167 - 1, 111 * 167 - 1];
    expect(rows.map(({ base, n }) => [base, n])).toEqual([
      ['-', ACROSS * ACROSS - inA - inB],
      ['A', inA],
      ['B', inB],
    ]);
    const { events } = await listEvents(tx, { limit: 1 });
    expect(events[0]).toMatchObject({ action: 'ledger.load' });
    const jobs = await tx.query(`select from jobs.job where kind = 'land.build' and state = 'queued'`);
    expect(jobs.rowCount).toBe(1);
  });
  const officer = await world.as('officer');
  const layers = (await officer.get('/api/v1/land/layers')).json();
  expect(layers.rows[0]).toMatchObject({ kind: 'farmland', version: 1, features: 1, inForce: true });
  await world.drop();
});
