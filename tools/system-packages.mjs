import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { say } from './ensure-installed.mjs';

const wanted = [
  {
    package: 'chromium',
    present: () => existsSync('/usr/bin/chromium') || existsSync('/usr/bin/google-chrome'),
  },
  {
    package: 'fonts-noto-cjk',
    present: () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
  },
  { package: 'gdal-bin', present: () => existsSync('/usr/bin/ogrinfo') },
  { package: 'poppler-utils', present: () => existsSync('/usr/bin/pdftoppm') },
];

/**
 * What the tests use beside npm: a browser, a Chinese font, GDAL as the outside GIS client, a PDF reader.
 * Installed through apt where we are root on Debian or Ubuntu; elsewhere the tests that need one say so.
 */
export function ensureSystemPackages() {
  const missing = wanted.filter((entry) => !entry.present()).map((entry) => entry.package);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    say(`Not installed here: ${missing.join(', ')}; tests that need them will be skipped and say so`);
    return;
  }
  say(`Installing ${missing.join(', ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
}
