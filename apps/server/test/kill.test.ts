import { rm } from 'node:fs/promises';
import type { Import, ImportMapping, ParcelPage } from '@lizhu/land/contract';
import { expect, test } from 'vitest';
import { Officer } from './officer.ts';
import {
  interruptProcess,
  killProcess,
  makeDataFolder,
  type ServerProcess,
  startProcess,
} from './server-process.ts';

const KILLS = 20;
const SEED = 20210618;
const PARCELS = 1_500;
const LAND = '/api/v1/land';
const settled: readonly Import['state'][] = [
  'proposed',
  'checked',
  'committed',
  'undone',
  'failed',
  'refused',
];

/** What the server said it had done before it was killed. */
interface Acknowledged {
  readonly prefix: string;
  id: string | null;
  state: Import['state'] | null;
}

test(`${KILLS} kills during import, build and commit lose nothing that was acknowledged (seed ${SEED})`, async () => {
  const dataFolder = await makeDataFolder('lizhu-kills');
  const random = generator(SEED);
  let server: ServerProcess | null = await startProcess(dataFolder);
  const begun: Acknowledged[] = [];
  let wholeMs = 6_000;
  try {
    for (let kill = 0; kill <= KILLS; kill++) {
      const officer = await Officer.signIn(server.url, 'land');
      const entry: Acknowledged = { prefix: `K${String(kill).padStart(2, '0')}-`, id: null, state: null };
      begun.push(entry);
      const began = performance.now();
      const work = importWhole(officer, entry).catch(() => undefined);
      if (kill === 0) {
        await work;
        wholeMs = performance.now() - began;
        expect(entry.state).toBe('committed');
      } else {
        await pause(random() * wholeMs * 1.2);
      }
      await killProcess(server, dataFolder, kill % 2 === 0);
      await work;
      server = await startProcess(dataFolder);
      await expectWhole(await Officer.signIn(server.url, 'land'), begun);
    }
    expect(await interruptProcess(server)).toBe(0);
    server = null;
  } finally {
    if (server !== null) await killProcess(server, dataFolder, true);
    await rm(dataFolder, { recursive: true, force: true });
  }
}, 2_400_000);

/** Each import is there with all its parcels or with none, and is never further back than the server said. */
async function expectWhole(officer: Officer, begun: readonly Acknowledged[]): Promise<void> {
  for (const { prefix, id, state } of begun) {
    if (id === null) continue;
    const now = await settle(officer, id);
    if (state === 'committed') expect(now).toBe('committed');
    const { total } = await officer.read<ParcelPage>(`${LAND}/parcels?q=${prefix}&limit=1`);
    expect(total, `${prefix} ${now}`).toBe(now === 'committed' ? PARCELS : 0);
  }
}

/** From upload to commit, noting each thing that the server acknowledged. */
async function importWhole(officer: Officer, entry: Acknowledged): Promise<void> {
  const form = new FormData();
  form.append('file', new Blob([parcelsOf(entry.prefix)]), `${entry.prefix}宗地.geojson`);
  entry.id = (await officer.change<Import>('POST', `${LAND}/imports`, form)).id;
  const path = `${LAND}/imports/${entry.id}`;
  const note = async (): Promise<Import> => {
    const now = await officer.read<Import>(path);
    entry.state = now.state;
    return now;
  };
  await settle(officer, entry.id);
  await note();
  const mapping: ImportMapping = {
    target: 'parcels',
    format: 'geojson',
    encoding: 'UTF-8',
    crs: 'EPSG:4490',
    layer: null,
    fields: { code: 'code' },
    source: '中断试验',
    onExisting: 'quarantine',
  };
  await officer.change('POST', `${path}/mapping`, mapping);
  await settle(officer, entry.id);
  const { revision } = await note();
  await officer.change('POST', `${path}/commit`, { revision });
  await settle(officer, entry.id);
  await note();
}

/** Waits until no job works on the import; its state then. */
async function settle(officer: Officer, id: string): Promise<Import['state']> {
  for (;;) {
    const { state } = await officer.read<Import>(`${LAND}/imports/${id}`);
    if (settled.includes(state)) return state;
    await pause(50);
  }
}

/** Squares of 20 m on empty ground in the east, a row of their own for each import. */
function parcelsOf(prefix: string): string {
  const row = Number(prefix.slice(1, 3));
  const side = 0.0002;
  const features = Array.from({ length: PARCELS }, (_, i) => {
    const [west, south] = [114.2 + (i % 250) * side, 22.6 + (row * 8 + Math.floor(i / 250)) * side];
    const ring = [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ];
    return {
      type: 'Feature',
      properties: { code: `${prefix}${i}` },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** mulberry32 */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
