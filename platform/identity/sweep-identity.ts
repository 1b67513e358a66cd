import type { Database } from '@lizhu/db';
import { openAuthPool } from './auth/auth-pool.ts';

/** Removes sessions and tokens that are over and attempts that are forgotten: once a day is enough. */
export async function sweepIdentity(database: Pick<Database, 'appUrl'>, now: Date): Promise<number> {
  const pool = openAuthPool(database);
  try {
    const counts = await Promise.all([
      pool.query('delete from identity.session where expires_at < $1', [now]),
      pool.query('delete from identity.verification where expires_at < $1', [now]),
      pool.query('delete from identity.access_token where expires_at < $1', [now]),
      pool.query(`delete from identity.sign_in_guard where last_at < $1::timestamptz - interval '1 day'`, [
        now,
      ]),
    ]);
    return counts.reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0);
  } finally {
    await pool.end();
  }
}
