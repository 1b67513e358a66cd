import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lizhuJson, newFolder } from './run-lizhu.ts';

interface About {
  readonly expectedSites: readonly { readonly minMu: number; readonly parcels: readonly string[] }[];
  readonly bases: readonly { readonly areaSqm: number }[];
}

const folder = newFolder();

test('the demonstration city as files: layers, parcels, and what is known of it', () => {
  const made = lizhuJson<{ parcels: number; features: Record<string, number> }>(
    'demo',
    'city',
    '--parcels',
    '1',
    '--out',
    folder,
  );
  expect(made.parcels).toBeGreaterThan(10_000);
  expect(readdirSync(folder)).toContain('parcels.geojson');
  const about = JSON.parse(readFileSync(join(folder, 'about.json'), 'utf8')) as About;
  expect(about.bases.reduce((sum, { areaSqm }) => sum + areaSqm, 0)).toBeCloseTo(59_600_000, 0);
  const checked = lizhuJson<Record<string, unknown>>('land', 'check', join(folder, 'parcels.geojson'));
  expect(checked).toMatchObject({ features: made.parcels, quarantined: [], crs: 'EPSG:4326' });
}, 180_000);

test('find-sites finds every site that was planted, whole', () => {
  const about = JSON.parse(readFileSync(join(folder, 'about.json'), 'utf8')) as About;
  const kinds = ['farmland', 'ecological', 'buildings', 'land-plan', 'city-plan', 'river'];
  const layers = kinds.flatMap((kind) => ['--layer', `${kind}=${join(folder, `${kind}.geojson`)}`]);
  const out = join(folder, 'sites.geojson');
  const limits = ['--gap-m', '20', '--min-mu', '50'];
  lizhuJson('land', 'find-sites', join(folder, 'parcels.geojson'), ...layers, ...limits, '--out', out);
  const { features } = JSON.parse(readFileSync(out, 'utf8')) as {
    features: { properties: { area_mu: number; parcel_ids: string } }[];
  };
  const found = features.map(({ properties }) => ({
    ...properties,
    parcels: new Set(properties.parcel_ids.split(' ')),
  }));
  expect(about.expectedSites.length).toBeGreaterThanOrEqual(6);
  for (const { minMu, parcels } of about.expectedSites) {
    const holder = found.find((site) => parcels.every((code) => site.parcels.has(code)));
    expect(holder?.area_mu).toBeGreaterThanOrEqual(minMu);
  }
}, 180_000);
