import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CheckedFeature } from '../checked-features.ts';
import { createWriter } from '../create-writer.ts';
import { resolveCrs } from '../crs/resolve-crs.ts';
import { OverlapFinder } from '../dataset/find-overlaps.ts';
import type { FormatId } from '../format.ts';
import { formatOf } from '../formats.ts';
import { openGeodata } from '../open-geodata.ts';
import { readChecked, sourceOf } from './read-checked.ts';
import { temporaryFolder } from './round-trip.ts';

/** The cadastre of Cambridge, Massachusetts, of 2014: 13,116 real parcels with the faults of real cadastres. */
const packed = new URL('../../../../shared/data/cambridge-2014/parcels.geojson.gz', import.meta.url);
const present = existsSync(packed);
const note = present ? '' : ' (skipped: ../shared/data/cambridge-2014 is not here)';

describe.runIf(present)(`the cadastre of Cambridge${note}`, () => {
  const folder = temporaryFolder();
  const path = join(folder, 'parcels.geojson');
  let checked: CheckedFeature[];
  beforeAll(async () => {
    writeFileSync(path, gunzipSync(readFileSync(packed)));
    checked = await readChecked(sourceOf(path));
  });
  const count = (status: string): number => checked.filter((each) => each.status === status).length;
  const areaSqm = (of: readonly CheckedFeature[]): number => of.reduce((sum, each) => sum + each.areaSqm, 0);

  it('is accounted for to the last feature', () => {
    expect(checked).toHaveLength(13_116);
    expect(count('valid') + count('repaired') + count('quarantined')).toBe(13_116);
    expect({ valid: count('valid'), repaired: count('repaired'), quarantined: count('quarantined') }).toEqual(
      {
        valid: 13_078,
        repaired: 37,
        quarantined: 1,
      },
    );
    expect(checked.map(({ feature }) => feature.index)).toEqual(checked.map((_, i) => i + 1));
  });

  it('gives each fault a place and words', () => {
    for (const { faults, feature } of checked) {
      for (const { place, message, remedy } of faults) {
        expect(place.feature).toBe(feature.index);
        expect(place.line).toBeGreaterThan(1);
        expect(message.zh && message.en && remedy.zh && remedy.en).toBeTruthy();
      }
    }
  });

  it('has the area of the city’s land', () => {
    expect(areaSqm(checked) / 1e6).toBeCloseTo(17.369, 3);
  });

  it('comes back the same through every format', async () => {
    const kept = checked.filter(({ geometry }) => geometry !== null);
    const opened = await openGeodata(sourceOf(path));
    const { fields } = opened;
    await opened.close();
    for (const [format, crs] of [
      ['geopackage', 'EPSG:4490'],
      ['flatgeobuf', 'EPSG:4490'],
      ['shapefile', 'EPSG:32619'],
      ['geojson', 'EPSG:32619'],
    ] as [FormatId, string][]) {
      const out = join(folder, `back${formatOf(format).extensions[0]}`);
      const writer = await createWriter(out, format, { crs: resolveCrs(crs), layerName: 'parcels', fields });
      for (const { feature, geometry } of kept) {
        await writer.write({ id: null, properties: feature.properties, geometry });
      }
      await writer.finish();
      const back = await readChecked(sourceOf(out));
      expect(back, format).toHaveLength(13_115);
      expect(
        back.filter(({ status }) => status === 'quarantined'),
        format,
      ).toEqual([]);
      expect(areaSqm(back) / areaSqm(kept), format).toBeCloseTo(1, 7);
    }
  }, 240_000);

  it('has overlapping parcels, which are found', () => {
    const finder = new OverlapFinder();
    for (const { feature, geometry } of checked) {
      if (geometry) finder.add(feature.index, feature.id, geometry, feature.place);
    }
    const { pairs: overlaps, complete } = finder.find();
    expect(complete).toBe(true);
    expect(overlaps.length).toBeGreaterThan(0);
    for (const { index, other, sqm } of overlaps) {
      const smaller = Math.min(checked[index - 1]!.areaSqm, checked[other - 1]!.areaSqm);
      expect(sqm).toBeLessThan(smaller * 1.001);
    }
  });
});
