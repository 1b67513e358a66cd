import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Polygons } from '@lizhu/fabric';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { onOneCore } from '../one-core.ts';

const BIN = '/usr/lib/postgresql/15/bin';

/** The peer: PostGIS on a cluster of its own, tuned for one core and one big query at a time. */
export interface PostGis {
  readonly version: string;
  readonly client: pg.Client;
  stop(): Promise<void>;
}

/** Installs Debian's PostGIS when it is absent and we are root. @throws Error where it cannot be had. */
export function ensurePostGis(): void {
  if (existsSync(`${BIN}/postgres`) && existsSync('/usr/share/postgresql/15/extension/postgis.control'))
    return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(
      'Cannot measure against PostGIS: install postgresql-15-postgis-3, or run as root on Debian',
    );
  }
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql-15-postgis-3'], {
    stdio: 'inherit',
  });
}

export async function startPostGis(): Promise<PostGis> {
  ensurePostGis();
  const folder = mkdtempSync(join(tmpdir(), 'lizhu-bench-postgis-'));
  const asRoot = process.getuid?.() === 0;
  const as = (command: string, args: string[]): [string, string[]] =>
    asRoot ? ['runuser', ['-u', 'postgres', '--', command, ...args]] : [command, args];
  if (asRoot) {
    execFileSync('chown', ['postgres', folder]);
    chmodSync(folder, 0o700);
  }
  execFileSync(
    ...as(`${BIN}/initdb`, ['-D', `${folder}/data`, '-U', 'postgres', '-A', 'trust', '--locale=C.UTF-8']),
    { stdio: 'ignore', cwd: '/' },
  );
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: folder,
    shared_buffers: '3GB',
    work_mem: '1GB',
    maintenance_work_mem: '1GB',
    effective_cache_size: '8GB',
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    jit: 'off',
    fsync: 'off',
    synchronous_commit: 'off',
    max_wal_size: '8GB',
    autovacuum: 'off',
    random_page_cost: '1.1',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(...onOneCore(...as(`${BIN}/postgres`, ['-D', `${folder}/data`, ...options])), {
    stdio: 'ignore',
    cwd: '/',
  });
  const client = await connect(port);
  await client.query('create extension postgis');
  const { rows } = await client.query<{ version: string }>('select postgis_lib_version() as version');
  return {
    version: rows[0]!.version,
    client,
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      // A query under way is given up, and its client told so by the end of the connection.
      client.on('error', () => undefined);
      execFileSync(...as(`${BIN}/pg_ctl`, ['-D', `${folder}/data`, '-m', 'fast', 'stop']), {
        stdio: 'ignore',
        cwd: '/',
      });
      await ended;
      await client.end().catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A port that is free now; the server takes it at once. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function connect(port: number): Promise<pg.Client> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (attempt === 100) throw error;
      await pause(100);
    }
  }
}

/** A column beside the geometry: its SQL type, and each row's value as COPY text. */
export interface PeerColumn {
  readonly type: string;
  readonly of: (row: number) => string;
}

/** Loads columns into `table (id int, geom geometry, …)`, with a GiST index and statistics. */
export async function loadPolygons(
  client: pg.Client,
  table: string,
  polygons: Polygons,
  columns: Readonly<Record<string, PeerColumn>> = {},
): Promise<void> {
  const declared = Object.entries(columns).map(([name, { type }]) => `, ${name} ${type}`);
  await client.query(`create table ${table} (id int, geom geometry${declared.join('')})`);
  const values = Object.values(columns);
  const stream = client.query(copyFrom(`copy ${table} from stdin`));
  const written = new Promise((resolve, reject) => stream.once('finish', resolve).once('error', reject));
  let text = '';
  for (let row = 0; row < polygons.count; row++) {
    text += `${row}\t${hexWkb(polygons, row)}${values.map(({ of }) => `\t${of(row)}`).join('')}\n`;
    if (text.length > 1 << 20) {
      if (!stream.write(text)) await new Promise((resolve) => stream.once('drain', resolve));
      text = '';
    }
  }
  stream.end(text);
  await written;
  await client.query(`create index on ${table} using gist (geom)`);
  await client.query(`alter table ${table} add primary key (id)`);
  await client.query(`vacuum analyze ${table}`);
}

/** One row as hexadecimal WKB in plane metres: a multipolygon of its exteriors with their holes. */
export function hexWkb(polygons: Polygons, row: number): string {
  const { ringStart, pointStart, xs, ys, resolutionM } = polygons;
  const parts: number[][] = [];
  for (let r = ringStart[row]!; r < ringStart[row + 1]!; r++) {
    let doubled = 0;
    const [start, end] = [pointStart[r]!, pointStart[r + 1]!];
    for (let i = start; i < end; i++) {
      const next = i + 1 === end ? start : i + 1;
      doubled +=
        (xs[i]! - xs[start]!) * (ys[next]! - ys[start]!) - (xs[next]! - xs[start]!) * (ys[i]! - ys[start]!);
    }
    if (doubled > 0) parts.push([r]);
    else parts[parts.length - 1]!.push(r);
  }
  const points = parts.flat().reduce((sum, r) => sum + pointStart[r + 1]! - pointStart[r]! + 1, 0);
  const buffer = Buffer.allocUnsafe(9 + parts.length * 9 + parts.flat().length * 4 + points * 16);
  let at = buffer.writeUInt8(1, 0);
  at = buffer.writeUInt32LE(6, at);
  at = buffer.writeUInt32LE(parts.length, at);
  for (const rings of parts) {
    at = buffer.writeUInt8(1, at);
    at = buffer.writeUInt32LE(3, at);
    at = buffer.writeUInt32LE(rings.length, at);
    for (const r of rings) {
      const [start, end] = [pointStart[r]!, pointStart[r + 1]!];
      at = buffer.writeUInt32LE(end - start + 1, at);
      for (let i = start; i <= end; i++) {
        const point = i === end ? start : i;
        at = buffer.writeDoubleLE(xs[point]! * resolutionM, at);
        at = buffer.writeDoubleLE(ys[point]! * resolutionM, at);
      }
    }
  }
  return buffer.toString('hex');
}

/** Loads a column as `table (id int, value float8)`. */
export async function loadColumn(client: pg.Client, table: string, values: Float64Array): Promise<void> {
  await client.query(`drop table if exists ${table}; create table ${table} (id int, value float8)`);
  const stream = client.query(copyFrom(`copy ${table} from stdin`));
  const written = new Promise((resolve, reject) => stream.once('finish', resolve).once('error', reject));
  let text = '';
  for (const [row, value] of values.entries()) {
    text += `${row}\t${value}\n`;
    if (text.length > 1 << 20) {
      if (!stream.write(text)) await new Promise((resolve) => stream.once('drain', resolve));
      text = '';
    }
  }
  stream.end(text);
  await written;
  await client.query(`analyze ${table}`);
}
