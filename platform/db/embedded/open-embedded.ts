import type { Database } from '../database.ts';
import { endPools, openPool } from '../pools.ts';
import { APP_ROLE, makeEmbeddedRoles, OWNER_ROLE } from '../roles.ts';
import { readOrMakeSecrets } from '../secrets.ts';
import { storageStateOf } from '../storage-state.ts';
import { BALLAST_BYTES, fillBallast, freeBytes } from './ballast.ts';
import { bringUp, type LaunchOptions, launch, stop, superuserClient } from './launcher.ts';

const DATABASE = 'lizhu';

export interface EmbeddedOptions {
  readonly dataFolder: string;
  readonly durable: boolean;
  readonly log: (message: string) => void;
}

/** Opens the embedded server of a data folder and keeps it up until `close` or `release`. */
export async function openEmbedded(options: EmbeddedOptions): Promise<Database> {
  const secrets = await readOrMakeSecrets(options.dataFolder);
  const launching: LaunchOptions = { ...options, secrets };
  const server = await launch(launching);
  const passwords = { owner: secrets.ownerPassword, app: secrets.appPassword };

  const superuser = superuserClient(server.port, secrets);
  await superuser.connect();
  let serverVersionNum: number;
  try {
    await makeEmbeddedRoles(superuser, DATABASE, passwords);
    const { rows } = await superuser.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    );
    serverVersionNum = rows[0]!.version;
  } finally {
    await superuser.end();
  }

  const ending = new AbortController();
  const ballast = options.durable
    ? fillBallast(server.placement.home, ending.signal).catch(() => false)
    : null;

  // L10: a server that was killed under us is brought up again on its port; many lost connections make one attempt.
  let reviving: Promise<void> | null = null;
  const onLost = (error: Error): void => {
    options.log(`Lost a database connection: ${error.message}`);
    if (ending.signal.aborted) return;
    reviving ??= bringUp(server.placement, launching)
      .then(
        ({ by, port }) => {
          if (by === 'starting') options.log('The database was down and is up again');
          if (port !== server.port) options.log(`The database moved to port ${port}: restart this process`);
        },
        (cause: Error) => options.log(cause.message),
      )
      .finally(() => {
        reviving = null;
      });
  };

  const at = `127.0.0.1:${server.port}/${DATABASE}`;
  const ownerUrl = `postgres://${OWNER_ROLE}:${passwords.owner}@${at}`;
  const appUrl = `postgres://${APP_ROLE}:${passwords.app}@${at}`;
  const pools = {
    owner: openPool({ url: ownerUrl, name: 'lizhu-owner', max: 4, statementTimeoutMs: 0, onLost }),
    app: openPool({ url: appUrl, name: 'lizhu-app', max: 20, statementTimeoutMs: 60_000, onLost }),
  };
  const release = async (): Promise<void> => {
    ending.abort();
    await Promise.all([endPools(pools), ballast, reviving]);
  };
  return {
    embedded: true,
    serverVersionNum,
    ...pools,
    ownerUrl,
    appUrl,
    storageState: async () => storageStateOf(await freeBytes(server.placement.home), BALLAST_BYTES),
    release,
    close: async () => {
      await release();
      await stop(server);
    },
  };
}
