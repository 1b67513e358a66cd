// A process that writes without end, and tells its parent of each row only after its commit was answered.
import { inScope } from '@lizhu/db';
import pg from 'pg';

const [appUrl, writer, programmeId] = process.argv.slice(2);
const app = new pg.Pool({ connectionString: appUrl, max: 1, connectionTimeoutMillis: 2_000 });
app.on('error', () => undefined);
app.on('connect', (client) => client.on('error', () => undefined));
const scope = { userId: null, postId: null, role: 'system', programmeId, baseIds: [] };

for (let n = 0; ; n++) {
  try {
    await inScope({ app }, scope, async (tx) => {
      // Two rows that belong together: one without the other would be half a transaction.
      for (const half of ['a', 'b'])
        await tx.query('insert into load.row (programme_id, writer, n, half) values ($1, $2, $3, $4)', [
          programmeId,
          writer,
          n,
          half,
        ]);
    });
    process.send?.(n);
  } catch {
    // Not acknowledged: whether it was kept is anybody's guess. The next number is tried.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
