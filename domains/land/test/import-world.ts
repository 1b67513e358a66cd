import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileStore } from '@lizhu/files';
import type { AreaGeometry } from '@lizhu/geodata';
import { type RunningJobs, startJobs } from '@lizhu/jobs';
import { vi } from 'vitest';
import type { Import, ImportMapping, ImportStatement } from '../contract.ts';
import { type LandContext, landJobs } from '../index.ts';
import type { Browser } from './browser.ts';
import type { TestLedger } from './ledger.ts';
import { rectangle } from './plane-world.ts';
import { makeWorld, type World } from './world.ts';

// Every step of an import starts a process; on a busy machine a test of several imports takes minutes.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

export const IMPORTS = '/api/v1/land/imports';

/** A world whose jobs run, with what an officer does to import a file. */
export interface ImportWorld extends World {
  upload(browser: Browser, name: string, content: string | Uint8Array, query?: string): Promise<Import>;
  /** Waits until nothing works on the import any more. */
  settled(browser: Browser, id: string): Promise<Import>;
  /** Uploads a file and waits for its proposal. */
  propose(browser: Browser, name: string, content: string | Uint8Array): Promise<Import>;
  /** Has the file looked at anew as stated, and waits for the proposal. */
  inspect(browser: Browser, entry: Import, statement: ImportStatement): Promise<Import>;
  /** Confirms what was proposed, with what is told over it, and waits for the report. */
  check(browser: Browser, entry: Import, mapping?: Partial<ImportMapping>): Promise<Import>;
  commit(browser: Browser, entry: Import): Promise<Import>;
  undo(browser: Browser, entry: Import): Promise<Import>;
  startJobs(): Promise<RunningJobs>;
  /** Where uploads lie. */
  readonly filesFolder: string;
  /** Changes the limit of uploads. */
  limitUploads(bytes: number): void;
}

/**
 * Base A is a square kilometre, base B the one east of it, and nothing lies east of that. In base A stand two parcels of one
 * hectare, A1 and A2, side by side; in base B one, B1.
 */
export function drawSquares({ baseA, baseB }: { baseA: string; baseB: string }): TestLedger {
  return {
    boundaries: [
      { id: crypto.randomUUID(), baseId: baseA, geometry: rectangle([0, 0], 1_000, 1_000) },
      { id: crypto.randomUUID(), baseId: baseB, geometry: rectangle([1_000, 0], 1_000, 1_000) },
    ],
    layers: [],
    parcels: [
      { id: crypto.randomUUID(), baseId: baseA, code: 'A1', geometry: rectangle([0, 0], 100, 100) },
      { id: crypto.randomUUID(), baseId: baseA, code: 'A2', geometry: rectangle([100, 0], 100, 100) },
      { id: crypto.randomUUID(), baseId: baseB, code: 'B1', geometry: rectangle([1_000, 0], 100, 100) },
    ],
  };
}

/** @param works False for a world whose jobs wait until a test starts somebody to do them. */
export async function makeImportWorld(works = true): Promise<ImportWorld> {
  const world = await makeWorld(drawSquares);
  const filesFolder = await mkdtemp(join(tmpdir(), 'lizhu-import-test-'));
  const context = world.context as { -readonly [Key in keyof LandContext]: LandContext[Key] };
  context.files = await FileStore.at(filesFolder);
  const start = (): Promise<RunningJobs> =>
    startJobs(world.context.database, landJobs(world.context), { concurrency: 2, log: () => undefined });
  const running = works ? await start() : null;

  const upload: ImportWorld['upload'] = async (browser, name, content, query = '') => {
    const answer = await world.app.inject({
      method: 'POST',
      url: `${IMPORTS}${query}`,
      ...multipart(name, content, browser.cookie),
    });
    if (answer.statusCode !== 201) throw new Error(`Cannot upload ${name}: ${answer.body}`);
    return answer.json();
  };
  const settled: ImportWorld['settled'] = async (browser, id) => {
    for (;;) {
      const answer = await browser.get(`${IMPORTS}/${id}`);
      if (answer.statusCode !== 200) throw new Error(answer.body);
      const entry = answer.json<Import>();
      if (!['uploaded', 'checking', 'committing', 'undoing'].includes(entry.state)) return entry;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  };
  const step = async (browser: Browser, id: string, verb: string, body: object): Promise<Import> => {
    const answer = await browser.send('POST', `${IMPORTS}/${id}/${verb}`, body);
    if (answer.statusCode !== 200) throw new Error(`Cannot ${verb}: ${answer.body}`);
    return settled(browser, id);
  };
  return {
    ...world,
    upload,
    settled,
    propose: async (browser, name, content) => {
      const { id } = await upload(browser, name, content);
      return settled(browser, id);
    },
    inspect: (browser, { id, revision }, statement) =>
      step(browser, id, 'inspect', { revision, ...statement }),
    check: (browser, entry, mapping = {}) => step(browser, entry.id, 'mapping', mappingOf(entry, mapping)),
    commit: (browser, { id, revision }) => step(browser, id, 'commit', { revision }),
    undo: (browser, { id, revision }) => step(browser, id, 'undo', { revision }),
    startJobs: start,
    filesFolder,
    limitUploads: (bytes) => {
      context.uploadBytes = bytes;
    },
    drop: async () => {
      await running?.stop();
      await world.drop();
      await rm(filesFolder, { recursive: true, force: true });
    },
  };
}

export function mappingOf({ proposal, target }: Import, said: Partial<ImportMapping> = {}): ImportMapping {
  return {
    target: target ?? 'parcels',
    format: proposal!.format.value!,
    encoding: proposal!.encoding.value,
    crs: proposal!.crs.value ?? 'EPSG:4490',
    layer: proposal!.layer,
    ...(proposal!.columns === undefined ? {} : { columns: proposal!.columns.value! }),
    fields: proposal!.mapping,
    source: '2021 年地籍调查',
    onExisting: 'quarantine',
    ...said,
  };
}

export function multipart(name: string, content: string | Uint8Array, cookie: string): object {
  const head = `--B\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  return {
    headers: {
      host: 'land.test',
      'content-type': 'multipart/form-data; boundary=B',
      'sec-fetch-site': 'same-origin',
      cookie,
    },
    payload: Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from('\r\n--B--\r\n')]),
  };
}

export interface DrawnFeature {
  readonly properties: Record<string, unknown>;
  readonly geometry: AreaGeometry | object | null;
}

/** Features as a file. */
export function geojson(features: readonly DrawnFeature[], crs = 'EPSG::4490'): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    crs: { type: 'name', properties: { name: `urn:ogc:def:crs:${crs}` } },
    features: features.map((feature) => ({ type: 'Feature', ...feature })),
  });
}
