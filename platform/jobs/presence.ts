import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import pg from 'pg';

/** Shows other servers that this one lives, and frees what dead ones held. */
export interface Presence {
  readonly workerId: string;
  end(): Promise<void>;
}

const LOOK_AROUND_MS = 20_000;

/**
 * graphile-worker gives a job to no one else for four hours when its worker was killed. So each worker holds an advisory
 * lock of its name on a connection, which ends with its process on whatever machine it runs; every worker looks, when it
 * starts and from time to time, whether the holders of jobs still hold their locks, and unlocks the jobs of those who do
 * not. A worker that is unlocked by mistake does no harm: a job's transaction holds a lock of the job.
 */
export async function bePresent(ownerUrl: string, log: (message: string) => void): Promise<Presence> {
  const workerId = `lizhu-${hostname()}-${process.pid}-${bootId()}-${randomBytes(4).toString('hex')}`;
  let ended = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;

  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client({
      connectionString: ownerUrl,
      application_name: 'lizhu-job-presence',
      keepAlive: true,
    });
    fresh.on('error', () => {
      if (client === fresh) client = null;
    });
    await fresh.connect();
    try {
      await fresh.query('select pg_advisory_lock(hashtextextended($1, 0))', [workerId]);
    } catch (error) {
      await fresh.end().catch(() => undefined);
      throw error;
    }
    return fresh;
  }

  async function lookAround(): Promise<void> {
    client ??= await connect();
    const freed = await unlockDead(client, workerId);
    if (freed.length > 0) log(`Freed the jobs of ${freed.length} ended worker(s): ${freed.join(', ')}`);
  }

  function schedule(): void {
    timer = setTimeout(
      () => {
        lookAround()
          .catch((error: Error) => {
            client = null;
            log(`Cannot look for ended workers: ${error.message}`);
          })
          .finally(() => {
            if (!ended) schedule();
          });
      },
      client === null ? 1_000 : LOOK_AROUND_MS,
    );
    timer.unref();
  }

  await lookAround();
  schedule();
  return {
    workerId,
    end: async () => {
      ended = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}

/** Unlocks the jobs of workers whose lock nobody holds. @returns Their names. */
async function unlockDead(client: pg.Client, ownId: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    'select distinct locked_by as id from graphile_worker.jobs where locked_by is not null and locked_by <> $1',
    [ownId],
  );
  const dead: string[] = [];
  for (const { id } of rows) {
    const { rows: tried } = await client.query<{ free: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as free',
      [id],
    );
    if (tried[0]?.free !== true) continue;
    await client.query('select graphile_worker.force_unlock_workers($1::text[])', [[id]]);
    await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [id]);
    dead.push(id);
  }
  return dead;
}

/** The start of eight hexadecimal digits of Linux's boot id; elsewhere a constant, as the lock decides anyway. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
  } catch {
    return 'boot';
  }
}
