import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveCrs } from '../crs/resolve-crs.ts';
import type { Format, OutFeature } from '../format.ts';
import { formats } from '../formats.ts';
import type { Field, GeoFeature } from '../geo-feature.ts';
import { GeodataError } from '../geodata-error.ts';
import { readLimits } from '../limits.ts';
import { randomArea, seeded } from './random-areas.ts';
import { temporaryFolder, writeFeatures } from './round-trip.ts';

/** Files cut off and with wrong bytes: each is read, or refused with a reason in both languages; nothing else happens. */
const folder = temporaryFolder();
const crs = resolveCrs('EPSG:4526');
const fields: readonly Field[] = [
  { name: 'ZDDM', type: 'text' },
  { name: '面积', type: 'number' },
  { name: '户数', type: 'integer' },
  { name: '日期', type: 'date' },
];
const SEEDS = 40;

async function sound(format: Format): Promise<Buffer> {
  const random = seeded(7);
  const features: OutFeature[] = Array.from({ length: 40 }, (_, i) => ({
    id: `A${i}`,
    properties: { ZDDM: `东莞"${i}",`, 面积: random(), 户数: i, 日期: '2024-01-01' },
    geometry: randomArea(random),
  }));
  const path = join(folder, `sound${format.extensions[0]}`);
  await writeFeatures(format, path, crs, fields, features);
  return readFileSync(path);
}

/** One in four is cut off, the others have flipped bits, wrong bytes, or many wrong bytes near their start. */
function spoiled(bytes: Buffer, seed: number): Buffer {
  const random = seeded(seed);
  if (seed % 4 === 0) return bytes.subarray(0, Math.floor(random() * bytes.length));
  const copy = Buffer.from(bytes);
  const count = 1 + Math.floor(random() * random() * [0, 8, 100, 1_000][seed % 4]!);
  for (let i = 0; i < count; i++) {
    const at = Math.floor(random() ** (seed % 4) * copy.length);
    copy[at] = seed % 4 === 1 ? copy[at]! ^ (1 << Math.floor(random() * 8)) : Math.floor(random() * 256);
  }
  return copy;
}

async function read(format: Format, path: string): Promise<GeoFeature[]> {
  const reader = await format.open({ path, fileName: path }, readLimits);
  const found: GeoFeature[] = [];
  try {
    const { value: encoding } = await reader.encoding();
    for (const { name: layer } of reader.layers) {
      await reader.describe({ encoding, layer });
      for await (const feature of reader.features({ encoding, layer, crs })) found.push(feature);
    }
  } finally {
    await reader.close();
  }
  return found;
}

describe('spoiled files', () => {
  for (const format of formats) {
    it(`${format.id}: ${SEEDS} files cut off and with wrong bytes (seeds 0 … ${SEEDS - 1})`, async () => {
      const bytes = await sound(format);
      for (let seed = 0; seed < SEEDS; seed++) {
        const path = join(folder, `spoiled${format.extensions[0]}`);
        writeFileSync(path, spoiled(bytes, seed));
        const outcome = await read(format, path).catch((error: unknown) => error);
        if (Array.isArray(outcome)) {
          const silent = outcome.filter(({ geometry, faults }) => geometry === null && faults.length === 0);
          expect(silent, `seed ${seed}`).toEqual([]);
        } else {
          expect(outcome, `seed ${seed}`).toBeInstanceOf(GeodataError);
          expect((outcome as GeodataError).text.zh).not.toBe('');
        }
      }
    });
  }
});
