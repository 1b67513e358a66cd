import type { Database } from '../database.ts';
import { endPools, openPool } from '../pools.ts';
import { APP_ROLE, makeEmbeddedRoles, OWNER_ROLE } from '../roles.ts';
import { readOrMakeSecrets } from '../secrets.ts';
import { BallastKeeper } from './ballast-keeper.ts';
import { keepUp } from './keep-up.ts';
import { type LaunchOptions, launch, stop, superuserClient } from './launcher.ts';

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
  const ballast = new BallastKeeper(server.placement.home, options.durable ? ending.signal : null);
  const keeping = keepUp(server, launching, ending.signal);
  const onLost = (error: Error): void => options.log(`Lost a database connection: ${error.message}`);

  const at = `127.0.0.1:${server.port}/${DATABASE}`;
  const ownerUrl = `postgres://${OWNER_ROLE}:${passwords.owner}@${at}`;
  const appUrl = `postgres://${APP_ROLE}:${passwords.app}@${at}`;
  const pools = {
    owner: openPool({ url: ownerUrl, name: 'lizhu-owner', max: 4, statementTimeoutMs: 0, onLost }),
    app: openPool({ url: appUrl, name: 'lizhu-app', max: 20, statementTimeoutMs: 60_000, onLost }),
  };
  const release = async (): Promise<void> => {
    ending.abort();
    await Promise.all([endPools(pools), ballast.settled(), keeping]);
  };
  return {
    embedded: true,
    serverVersionNum,
    ...pools,
    ownerUrl,
    appUrl,
    storageState: () => ballast.storageState(),
    release,
    close: async () => {
      await release();
      await stop(server);
    },
  };
}
