import { execFileSync, spawnSync } from 'node:child_process';

/** GDAL, the reader and writer from outside that files are held against; absent where it is not installed. */
export const hasGdal = spawnSync('ogrinfo', ['--version']).status === 0;

/** Appended to titles, so that a skipped test says why. */
export const gdalNote = hasGdal ? '' : ' (skipped: GDAL is not installed; apt-get install gdal-bin)';

/** What GDAL wrote on its standard output. @throws Error with GDAL's own message where it fails. */
export function gdal(command: 'ogr2ogr' | 'ogrinfo' | 'gdalsrsinfo', ...args: string[]): string {
  return execFileSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

interface GdalFeature {
  readonly id?: number | string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
}

/** All features of a file as GDAL reads them, in the system that the file states. */
export function gdalFeatures(path: string, ...args: string[]): GdalFeature[] {
  const text = gdal(
    'ogr2ogr',
    '-f',
    'GeoJSON',
    '-lco',
    'COORDINATE_PRECISION=15',
    '/vsistdout/',
    path,
    ...args,
  );
  return (JSON.parse(text) as { features: GdalFeature[] }).features;
}
