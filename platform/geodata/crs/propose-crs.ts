import type { Bilingual } from '../bilingual.ts';
import type { Guess } from '../geo-feature.ts';
import { GeodataError } from '../geodata-error.ts';
import type { CoordinateSample } from './coordinate-sample.ts';
import type { Crs } from './crs.ts';
import { findZone, gaussKrugerZones } from './gauss-kruger-crs.ts';
import { landingPlace } from './landing-place.ts';
import { resolveCrs } from './resolve-crs.ts';

/** What a file says about its own coordinate system. */
export interface DeclaredCrs {
  /** Null where the declaration cannot be used; `where` then says why. */
  readonly crs: Crs | null;
  /** "the .prj file", "the header (带号=38)" */
  readonly where: Bilingual;
}

/**
 * Proposes the coordinate system of a file from its own declaration and the range of its coordinates. The value is
 * `certain` only where the file declares it and the coordinates can be of it; everything else is for the user to state.
 */
export function proposeCrs(declared: DeclaredCrs | null, sample: CoordinateSample): Guess {
  const fromRange = candidatesByRange(sample);
  const range = rangeText(sample);
  if (declared?.crs) {
    const { crs } = declared;
    if (sample.count === 0 || isPlausible(crs, sample)) {
      const caveat = crs.caveat ?? { zh: '', en: '' };
      return {
        value: crs.id,
        confidence: 'certain',
        evidence: {
          zh: `${declared.where.zh}：${crs.name.zh}；坐标范围与之相符${caveat.zh && `；${caveat.zh}`}`,
          en: `${declared.where.en}: ${crs.name.en}; the coordinates agree${caveat.en && `; ${caveat.en}`}`,
        },
        candidates: notedCandidates([crs.id, ...fromRange.filter((id) => id !== crs.id)], sample),
      };
    }
    return {
      value: null,
      confidence: 'unknown',
      evidence: {
        zh: `${declared.where.zh}：${crs.name.zh}，但坐标（${range.zh}）不可能属于它`,
        en: `${declared.where.en}: ${crs.name.en}, but the coordinates (${range.en}) cannot be of it`,
      },
      candidates: notedCandidates(fromRange, sample),
    };
  }
  const said = declared ?? {
    where: { zh: '文件未说明坐标系', en: 'the file does not state its coordinate system' },
  };
  const likely = fromRange.length === 1 || isGeographic(fromRange[0]);
  return {
    value: likely ? (fromRange[0] ?? null) : null,
    confidence: likely && fromRange.length > 0 ? 'likely' : 'unknown',
    evidence: { zh: `${said.where.zh}；坐标${range.zh}`, en: `${said.where.en}; coordinates ${range.en}` },
    candidates: notedCandidates(fromRange, sample),
  };
}

/** True where at least half of the sample can be of this system and does not clearly belong to its mirror image. */
export function isPlausible(crs: Crs, sample: CoordinateSample): boolean {
  if (sample.count === 0) return true;
  const [minX, minY, maxX, maxY] = crs.extent;
  const within = sample.share((x, y) => {
    if (x < minX || x > maxX || y < minY || y > maxY) return false;
    if (crs.geographic) return true;
    const [lon, lat] = crs.toLonLat(x, y);
    return Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  });
  if (within < 0.5) return false;
  if (!crs.geographic) return true;
  const north = crs.id.endsWith('+yx');
  const straight = sample.share((x, y) => inChina(x, y));
  const mirrored = sample.share((x, y) => inChina(y, x));
  return north ? !(straight > 0.5 && mirrored < 0.1) : !(mirrored > 0.5 && straight < 0.1);
}

/** @throws GeodataError `crs-implausible`, with the candidates, where the coordinates cannot be of the stated system. */
export function assertPlausible(crs: Crs, sample: CoordinateSample): void {
  if (isPlausible(crs, sample)) return;
  const range = rangeText(sample);
  const landing = landingPlace(...crs.toLonLat(...sample.median()));
  throw new GeodataError(
    'crs-implausible',
    {
      zh: `坐标（${range.zh}）不可能属于 ${crs.label}（${crs.name.zh}）：将落在 ${landing.zh}`,
      en: `the coordinates (${range.en}) cannot be of ${crs.label} (${crs.name.en}): they would land at ${landing.en}`,
    },
    notedCandidates(candidatesByRange(sample), sample),
  );
}

function candidatesByRange(sample: CoordinateSample): string[] {
  const most = (test: (x: number, y: number) => boolean): boolean => sample.share(test) >= 0.8;
  if (sample.count === 0) return [];
  const geographic = ['EPSG:4490', 'EPSG:4326', 'GCJ-02', 'BD-09'];
  if (most(inChina)) return geographic;
  if (most((x, y) => inChina(y, x))) return geographic.map((id) => `${id}+yx`);
  if (most((x, y) => Math.abs(x) <= 180 && Math.abs(y) <= 90)) return ['EPSG:4326', 'EPSG:4490'];
  if (most((x, y) => Math.abs(y) <= 180 && Math.abs(x) <= 90)) return ['EPSG:4326+yx', 'EPSG:4490+yx'];
  const found: string[] = [];
  for (const [suffix, turned] of [
    ['', false],
    ['+yx', true],
  ] as const) {
    const east = (x: number, y: number): number => (turned ? y : x);
    const north = (x: number, y: number): number => (turned ? x : y);
    const [medianX, medianY] = sample.median();
    const zone = findZone({ zone: Math.floor(east(medianX, medianY) / 1_000_000), prefixed: true });
    if (zone && most((x, y) => inGrid(east(x, y) - zone.zone * 1_000_000, north(x, y)))) {
      found.push(`EPSG:${zone.epsg}${suffix}`);
    }
    if (most((x, y) => inGrid(east(x, y), north(x, y)))) {
      const zones = gaussKrugerZones.filter(({ prefixed, widthDeg }) => !prefixed && widthDeg === 3);
      zones.sort((a, b) => Math.abs(a.centralMeridianDeg - 114) - Math.abs(b.centralMeridianDeg - 114));
      for (const { epsg } of zones) found.push(`EPSG:${epsg}${suffix}`);
    }
  }
  const mercator = resolveCrs('EPSG:3857');
  if (most((x, y) => Math.abs(x) > 8e6 && Math.abs(x) < 15.2e6 && inChina(...mercator.toLonLat(x, y)))) {
    found.push('EPSG:3857');
  }
  return found;
}

function inChina(lon: number, lat: number): boolean {
  return lon >= 73 && lon <= 136 && lat >= 3 && lat <= 54;
}

/** Easting without prefix and northing of a Gauss-Krüger zone in China. */
function inGrid(eastM: number, northM: number): boolean {
  return eastM >= 100_000 && eastM <= 900_000 && northM >= 300_000 && northM <= 6_100_000;
}

function isGeographic(id: string | undefined): boolean {
  return id !== undefined && resolveCrs(id).geographic;
}

function notedCandidates(ids: readonly string[], sample: CoordinateSample): Guess['candidates'] {
  const [x, y] = sample.median();
  return ids.map((id) => {
    const crs = resolveCrs(id);
    if (sample.count === 0) return { value: id, note: crs.name };
    const place = landingPlace(...crs.toLonLat(x, y));
    return {
      value: id,
      note: { zh: `${crs.name.zh}；将落在 ${place.zh}`, en: `${crs.name.en}; would land at ${place.en}` },
    };
  });
}

function rangeText(sample: CoordinateSample): Bilingual {
  if (sample.count === 0) return { zh: '无', en: 'none' };
  const [x, y] = sample.median();
  const shown = (value: number): string => value.toFixed(Math.abs(value) > 1000 ? 1 : 5);
  return { zh: `约 x=${shown(x)}，y=${shown(y)}`, en: `around x=${shown(x)}, y=${shown(y)}` };
}
