import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../bin/lizhu.mjs', import.meta.url));

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built program as its users do. */
export function lizhu(...words: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...words], {
    encoding: 'utf8',
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: '', LC_MESSAGES: '' },
    maxBuffer: 1 << 28,
  });
  return { status, stdout, stderr };
}

/** The one JSON document of a run that must succeed. */
export function lizhuJson<T>(...words: string[]): T {
  const ran = lizhu(...words, '--json');
  if (ran.status !== 0) throw new Error(`lizhu ${words.join(' ')} ended with ${ran.status}: ${ran.stderr}`);
  return JSON.parse(ran.stdout) as T;
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'lizhu-cli-'));
}

export interface SmallParcel {
  readonly code: string;
  /** West, south, east, north in metres of EPSG:4547, from (500000, 2540000). */
  readonly box?: readonly [number, number, number, number];
  /** Or the ring itself, in the same metres. */
  readonly ring?: readonly (readonly [number, number])[];
  readonly geometry?: unknown;
  readonly [property: string]: unknown;
}

/** Writes parcels as GeoJSON in EPSG:4547 (or without naming a system) and returns the path. */
export function writeParcels(
  folder: string,
  name: string,
  parcels: readonly SmallParcel[],
  crs: string | null = 'EPSG:4547',
): string {
  const features = parcels.map(({ box, ring, geometry, ...properties }) => ({
    type: 'Feature',
    properties,
    geometry:
      geometry !== undefined
        ? geometry
        : {
            type: 'Polygon',
            coordinates: [(ring ?? boxRing(box!)).map(([x, y]) => [500_000 + x, 2_540_000 + y])],
          },
  }));
  const named = crs === null ? {} : { crs: { type: 'name', properties: { name: crs } } };
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', ...named, features }));
  return path;
}

function boxRing([west, south, east, north]: readonly [number, number, number, number]): [number, number][] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}
