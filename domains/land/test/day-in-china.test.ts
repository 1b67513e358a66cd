import { inScope } from '@lizhu/db';
import { dayInChina } from '@lizhu/geodata';
import { expect, test } from 'vitest';
import { makeWorld } from './world.ts';

test('the day by which versions come into force is that of China, in whatever zone the database stands', async () => {
  const world = await makeWorld();
  try {
    for (const zone of ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      const { today, now } = await inScope(world.used.database, world.system, async (tx) => {
        await tx.query(`select set_config('timezone', $1, true)`, [zone]);
        const { rows } = await tx.query<{ today: string; now: Date }>(
          'select land.today() as today, now() as now',
        );
        return rows[0]!;
      });
      expect([zone, today]).toEqual([zone, dayInChina(now)]);
    }
  } finally {
    await world.drop();
  }
});
