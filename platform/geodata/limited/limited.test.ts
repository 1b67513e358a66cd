import { fileURLToPath } from 'node:url';
import { runLimited } from '@lizhu/files';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolveCrs } from '../crs/resolve-crs.ts';
import { geojson } from '../geojson/geojson.ts';
import type { Inspection } from '../open-geodata.ts';
import { geometryOfWkb } from '../simple-features/wkb.ts';
import { randomArea, seeded } from '../test/random-areas.ts';
import { fileOf, sourceOf } from '../test/read-checked.ts';
import { farthestDeg, temporaryFolder, writeFeatures } from '../test/round-trip.ts';
import { geometryFile } from '../test/square-file.ts';
import type { ReadResult, SentFeature } from './limited-read.ts';
import type { Refusal } from './refusal.ts';

const folder = temporaryFolder();
const built = (name: string): string => fileURLToPath(import.meta.resolve(`@lizhu/geodata/${name}`));

async function read(
  input: object,
): Promise<{ result: ReadResult | Refusal; sent: SentFeature[]; batches: number }> {
  const sent: SentFeature[] = [];
  let batches = 0;
  const outcome = await runLimited<ReadResult | Refusal, SentFeature[]>(built('limited-read'), input, {
    onMessage: (batch) => {
      batches++;
      sent.push(...(batch as SentFeature[]));
    },
  });
  expect(outcome.fault).toBeNull();
  return { result: outcome.result!, sent, batches };
}

describe('in a process under limits', () => {
  const random = seeded(101);
  const geometries = Array.from({ length: 2_500 }, () => randomArea(random));
  const path = `${folder}/many.geojson`;
  const fields = [{ name: 'ZDDM', type: 'text' as const }];
  beforeAll(async () => {
    const features = geometries.map((geometry, i) => ({
      id: null,
      properties: { ZDDM: `DK${i % 2_499}` },
      geometry,
    }));
    await writeFeatures(geojson, path, resolveCrs('4490'), fields, features);
  });

  it('a file is inspected, and what is wrong with it is a value', async () => {
    const found = await runLimited<Inspection | Refusal>(built('limited-inspect'), {
      source: sourceOf(path),
    });
    expect(found.result).toMatchObject({
      format: { value: 'geojson' },
      crs: { value: 'EPSG:4326' },
      layer: 'many',
    });
    const wrong = await runLimited<Inspection | Refusal>(built('limited-inspect'), {
      source: sourceOf(path),
      stated: { crs: '4526' },
    });
    expect(wrong.result).toMatchObject({
      error: { code: 'crs-implausible', text: { en: expect.stringContaining('EPSG:4526') } },
    });
  });

  it('a file is read in batches, every feature once, as WKB', async () => {
    const { result, sent, batches } = await read({ source: sourceOf(path), choice: {}, batchFeatures: 400 });
    expect(result).toMatchObject({
      features: 2_500,
      valid: 2_500,
      repaired: 0,
      quarantined: 0,
      crs: 'EPSG:4326',
      encoding: 'UTF-8',
    });
    expect(batches).toBeGreaterThanOrEqual(7);
    expect(sent.map(({ index }) => index)).toEqual(geometries.map((_, i) => i + 1));
    let areaSqm = 0;
    sent.forEach(({ wkb, bbox, areaSqm: each, raw }, i) => {
      const geometry = geometryOfWkb(Buffer.from(wkb!, 'base64'));
      expect(geometry.type).toBe('MultiPolygon');
      expect(farthestDeg(geometries[i]!, geometry)).toBeLessThan(1e-9);
      expect(bbox![0]).toBeLessThan(bbox![2]);
      expect(raw).toBeNull();
      areaSqm += each;
    });
    expect((result as ReadResult).areaSqm).toBeCloseTo(areaSqm, 3);
  });

  it('a code that occurs twice is found where the caller says which field it is', async () => {
    const { result, sent } = await read({ source: sourceOf(path), choice: {}, idField: 'ZDDM' });
    expect(result).toMatchObject({ valid: 2_499, quarantined: 1 });
    const last = sent.at(-1)!;
    expect(last).toMatchObject({
      id: 'DK0',
      status: 'quarantined',
      wkb: null,
      faults: [{ code: 'id-repeated' }],
    });
    expect(JSON.parse(last.raw!)).toMatchObject({ coordinates: expect.anything() });
    expect(last.bbox).not.toBeNull();
  });

  it('overlapping features are found once a pair, with the common ground', async () => {
    const { result, sent } = await read({
      source: geometryFile([
        [0, 0, 10],
        [5, 0, 10],
        [40, 0, 10],
        [50, 0, 10],
      ]),
      choice: {},
    });
    const { overlaps, overlapping } = result as ReadResult;
    expect(overlapping).toBe(1);
    expect(overlaps[0]).toMatchObject({ index: 2, other: 1, fault: { code: 'features-overlapping' } });
    expect(overlaps[0]!.sqm / (sent[0]!.areaSqm / 2)).toBeCloseTo(1, 4);
  });

  it('a file that cannot be read is a value too', async () => {
    const { result } = await read({ source: fileOf('a.gpkg', 'no database'), choice: {} });
    expect(result).toMatchObject({ error: { code: 'format-not-as-stated' } });
  });
});
