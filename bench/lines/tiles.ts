import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TileAddress } from '@lizhu/fabric';
import type { Line, Row, Timing } from '../line.ts';
import { processorRemark, timingText } from '../timing.ts';
import { chooseTiles, zooms } from './tile-choice.ts';

const RATIO_MIN = 15;
/** Tiles of a zoom that GDAL reads back. */
const READ_BACK = 12;
/** GDAL opens no tile larger than this. */
const READ_BYTES_MAX = 10 * 2 ** 20;

/** Vector tiles of all parcels with two properties; both sides have the points on the map's plane ready. */
export const tiles: Line = {
  name: 'tiles',
  async measure(bench) {
    const answer = await bench.ours('tiles');
    const client = await bench.peer();
    const { originX, originY } = bench.city.parcels;
    await client.query(`
      create table if not exists parcels_mercator as
        select id, code, use, ST_Transform(ST_SetSRID(ST_Translate(geom, ${originX}, ${originY}), 4547), 3857) as geom
        from parcels;
      create index if not exists parcels_mercator_geom on parcels_mercator using gist (geom);
      analyze parcels_mercator`);
    const measured: Measured[] = [];
    for (const z of zooms) {
      const chosen = chooseTiles(bench.city.parcels, z);
      const { timing, rows } = await bench.timePeer<{ features: number }>(
        chosen.map((tile) => tileQuery(tile)).join(' union all '),
      );
      const counts = answer.columns[`features-z${z}`] as Int32Array;
      const read = readBack(
        chosen,
        answer.columns[`bytes-z${z}`] as Uint8Array,
        answer.columns[`size-z${z}`] as Int32Array,
        counts,
      );
      measured.push({
        z,
        tiles: chosen.length,
        timing,
        features: counts.reduce((sum, count) => sum + count, 0),
        peerFeatures: rows.reduce((sum, { features }) => sum + features, 0),
        read,
      });
    }
    const timings = await bench.again('tiles', answer);
    return measured.map((peer) => rowOf(timings[`z${peer.z}`]!, peer));
  },
};

/** The peer's side of a zoom, and what GDAL made of ours. */
interface Measured {
  readonly z: number;
  readonly tiles: number;
  readonly timing: Timing;
  readonly features: number;
  readonly peerFeatures: number;
  readonly read: ReturnType<typeof readBack>;
}

function rowOf(ours: Timing, { z, tiles, timing, features, peerFeatures, read }: Measured): Row {
  const ratio = timing.medianS / ours.medianS;
  return {
    work: `vector tiles z${z}: ${tiles} tiles, ${features} features`,
    ours: timingText(ours),
    peer: timingText(timing),
    ratio,
    atLeast: `${RATIO_MIN}×, same feature counts read back by GDAL`,
    reached: ratio >= RATIO_MIN && read.wrong === 0 && read.tiles > 0,
    remarks: [read.text, `peer's tiles have ${peerFeatures} features`, processorRemark(ours, timing)],
  };
}

function tileQuery({ z, x, y }: TileAddress): string {
  return `
    select length(ST_AsMVT(t, 'parcels', 4096, 'geom')) as bytes, count(t.geom)::int as features from (
      select code, use, ST_AsMVTGeom(geom, ST_TileEnvelope(${z}, ${x}, ${y}), 4096, 64, true) as geom
      from parcels_mercator
      where geom && ST_TileEnvelope(${z}, ${x}, ${y}, margin => 64.0 / 4096)) t
    where t.geom is not null`;
}

/** Hands tiles to GDAL and compares the number of features that it finds with ours. */
function readBack(chosen: readonly TileAddress[], bytes: Uint8Array, sizes: Int32Array, counts: Int32Array) {
  if (!existsSync('/usr/bin/ogrinfo')) return { wrong: 1, tiles: 0, text: 'not read back: GDAL is absent' };
  const folder = mkdtempSync(join(tmpdir(), 'lizhu-bench-tiles-'));
  try {
    let at = 0;
    let read = 0;
    let features = 0;
    let wrong = 0;
    let large = 0;
    for (const [i] of chosen.entries()) {
      const tile = bytes.subarray(at, at + sizes[i]!);
      at += sizes[i]!;
      if (i % Math.ceil(chosen.length / READ_BACK) !== 0 || tile.length === 0) continue;
      if (tile.length > READ_BYTES_MAX) {
        large++;
        continue;
      }
      const file = join(folder, `${i}.pbf`);
      writeFileSync(file, tile);
      const told = execFileSync('ogrinfo', ['-ro', '-so', '-al', '-oo', 'METADATA_FILE=', file], {
        encoding: 'utf8',
      });
      const found = Number(/Feature Count: (\d+)/.exec(told)?.[1] ?? 0);
      read++;
      features += found;
      if (found !== counts[i]) wrong++;
    }
    return {
      wrong,
      tiles: read,
      text: `GDAL reads ${features} features from ${read} tiles, ${wrong} tiles with another count${
        large > 0 ? `; ${large} tiles are over the 10 MB that it opens` : ''
      }`,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
