import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import type pg from 'pg';
import { benchLayers, loadCity } from './city/bench-city.ts';
import { readColumns } from './city/column-file.ts';
import type { Answer, Bench, Row, Timing } from './line.ts';
import { lines } from './lines.ts';
import { onOneCore } from './one-core.ts';
import { loadPolygons, type PostGis, startPostGis } from './peers/postgis.ts';
import { stopDemoServer } from './product/demo-server.ts';
import { renderResults } from './render-results.ts';
import { timingOf, together } from './timing.ts';

const here = fileURLToPath(new URL('..', import.meta.url));
const SEED = 20_210_618;
/** A query of the peer is repeated, three times at most, while it has taken less than this in all. */
const PEER_PATIENCE_S = 20;

/** Measures all lines, or those named, and writes RESULTS.md when all were measured at full size. */
export async function main(words: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      parcels: { type: 'string', default: '1000000' },
      only: { type: 'string', multiple: true },
      out: { type: 'string' },
    },
  });
  const parcels = Number(values.parcels);
  const chosen = lines.filter(({ name }) => values.only === undefined || values.only.includes(name));
  if (chosen.length === 0) {
    process.stderr.write(`Nothing to measure: --only takes ${lines.map(({ name }) => name).join(', ')}\n`);
    return 2;
  }
  const cityFolder = madeCity(parcels);
  const answers = mkdtempSync(join(tmpdir(), 'lizhu-bench-'));
  let postgis: PostGis | null = null;
  const city = loadCity(cityFolder);
  const bench: Bench = {
    city,
    cityFolder,
    parcels,
    ours: (line) => measureOurs(line, cityFolder, answers),
    async again(line, before) {
      const { timings } = await bench.ours(line);
      const names = Object.keys(before.timings);
      return Object.fromEntries(names.map((name) => [name, together(before.timings[name]!, timings[name]!)]));
    },
    async peer() {
      postgis ??= await startLoaded(city);
      return postgis.client;
    },
    async timePeer(sql) {
      return await timeQuery(await bench.peer(), sql);
    },
  };
  const started = Date.now();
  const stop = (): void => {
    void (postgis as PostGis | null)?.stop().finally(() => process.exit(130));
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const rows: Row[] = [];
  try {
    for (const line of chosen) {
      say(`${line.name} …`);
      const measured = await line.measure(bench).catch((error: Error) => [failed(line.name, error)]);
      for (const row of measured)
        say(
          `  ${row.reached ? 'reached' : 'MISSED '} ${row.work}: ${row.ours} | ${row.peer ?? '—'} | ${row.ratio?.toFixed(1) ?? '—'}× | ${row.remarks.join('; ')}`,
        );
      rows.push(...measured);
    }
    const version = (postgis as PostGis | null)?.version ?? null;
    const text = renderResults({
      rows,
      parcels: city.parcels.count,
      points: city.parcels.xs.length,
      seed: SEED,
      postgis: version,
      tookS: (Date.now() - started) / 1000,
    });
    const whole = values.only === undefined && parcels >= 1_000_000;
    const out = values.out ?? (whole ? join(here, 'RESULTS.md') : null);
    if (out !== null) writeFileSync(out, text);
    else process.stdout.write(`\n${text}`);
  } finally {
    await (postgis as PostGis | null)?.stop();
    await stopDemoServer();
    rmSync(answers, { recursive: true, force: true });
  }
  return rows.every(({ reached }) => reached) ? 0 : 1;
}

/** A line that could not be measured is a line that was not reached. */
function failed(name: string, error: Error): Row {
  const remarks = [error.message.split('\n').slice(0, 3).join(' ')];
  return { work: name, ours: 'not measured', peer: null, ratio: null, atLeast: '—', reached: false, remarks };
}

/** The city's columns, made once and kept until the programs that make them change. */
function madeCity(parcels: number): string {
  const makers = createHash('sha256');
  for (const folder of [
    fileURLToPath(new URL('.', import.meta.resolve('@lizhu/demo'))),
    join(here, 'dist/city'),
  ]) {
    for (const name of readdirSync(folder).sort()) {
      if (name.endsWith('.js')) makers.update(readFileSync(join(folder, name)));
    }
  }
  const folder = join(here, '.cache', `city-${parcels}-${SEED}-${makers.digest('hex').slice(0, 8)}`);
  if (!existsSync(join(folder, 'complete'))) {
    say(`Making a city of ${parcels} parcels …`);
    mkdirSync(folder, { recursive: true });
    const script = fileURLToPath(new URL('city/make-city.js', import.meta.url));
    execFileSync(
      process.execPath,
      ['--max-old-space-size=8000', script, folder, String(parcels), String(SEED)],
      { stdio: 'inherit' },
    );
  }
  return folder;
}

async function measureOurs(line: string, cityFolder: string, answers: string): Promise<Answer> {
  const script = fileURLToPath(new URL('ours.js', import.meta.url));
  const folder = join(answers, line);
  const [command, args] = onOneCore(process.execPath, [
    '--expose-gc',
    '--max-old-space-size=8000',
    script,
    line,
    cityFolder,
    folder,
  ]);
  const { stdout } = await promisify(execFile)(command, args, { maxBuffer: 1 << 28 });
  const { timings, figures } = JSON.parse(stdout) as Pick<Answer, 'timings' | 'figures'>;
  return { timings, figures, columns: readColumns(folder, 'answer') };
}

async function startLoaded(city: Bench['city']): Promise<PostGis> {
  say('Starting PostGIS and loading the city …');
  const postgis = await startPostGis();
  await loadPolygons(postgis.client, 'parcels', city.parcels, {
    code: { type: 'text', of: (row) => city.codes[row]! },
    use: { type: 'int', of: (row) => String(city.useOf[row]) },
    area_sqm: { type: 'float8', of: (row) => String(city.areaSqm[row]) },
  });
  for (const kind of benchLayers)
    await loadPolygons(postgis.client, kind.replace('-', '_'), city.layers[kind].polygons);
  return postgis;
}

/** Times a query into a table of the peer's own, so that handing rows over does not count; other statements run once as they are. */
async function timeQuery<R extends pg.QueryResultRow>(
  client: pg.Client,
  sql: string,
): Promise<{ timing: Timing; rows: R[] }> {
  const runsS: number[] = [];
  const usedS: number[] = [];
  const { rows: backend } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const timed = async (statement: string): Promise<void> => {
    const used = processorSecondsOf(backend[0]!.pid);
    const start = performance.now();
    await client.query(statement);
    runsS.push((performance.now() - start) / 1000);
    usedS.push(processorSecondsOf(backend[0]!.pid) - used);
  };
  if (!/^\s*(select|with)/i.test(sql)) {
    await timed(sql);
    return { timing: timingOf(runsS, usedS), rows: [] };
  }
  do {
    await client.query('drop table if exists answer');
    await timed(`create temp table answer as ${sql}`);
  } while (runsS.length < 3 && runsS.reduce((a, b) => a + b) < PEER_PATIENCE_S);
  const { rows } = await client.query<R>('select * from answer');
  return { timing: timingOf(runsS, usedS), rows };
}

/** What a process has used of the processor, by Linux's count of hundredths. */
function processorSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
