import type { Bilingual } from '../bilingual.ts';
import { GeodataError } from '../geodata-error.ts';
import type { Crs } from './crs.ts';
import { describedCrs } from './described-crs.ts';
import type { DeclaredCrs } from './propose-crs.ts';
import { resolveCrs } from './resolve-crs.ts';

/** How a format with a catalogue of systems states one: by code, by WKT, by name; each may be missing. */
export interface CodedCrs {
  readonly organization: string;
  readonly code: number;
  readonly definition: string;
  readonly name: string;
}

/**
 * The system that a file states by code and definition. Where the two differ the definition holds, as in `describedCrs`;
 * a system without either is told by its name, which is how GCJ-02 and BD-09 are written.
 */
export function codedCrs({ organization, code, definition, name }: CodedCrs, stated: Bilingual): DeclaredCrs {
  const byCode = /^epsg$/i.test(organization) ? attempt(() => resolveCrs(`EPSG:${code}`)) : null;
  const text = definition.trim();
  const byText = /^(undefined)?$/i.test(text) ? null : attempt(() => describedCrs(text));
  const shown = name.slice(0, 80);
  const where = shown === '' ? stated : { zh: `${stated.zh}（${shown}）`, en: `${stated.en}, ${shown}` };
  if (byText && 'id' in byText) {
    if (!byCode || !('id' in byCode)) return { crs: byText, where };
    if (agree(byCode, byText)) return { crs: byCode, where };
    return {
      crs: byText,
      where: {
        zh: `${where.zh}，其定义与代码 ${byCode.label} 不一致，以定义为准`,
        en: `${where.en} (its definition differs from the code ${byCode.label}; the definition holds)`,
      },
    };
  }
  if (byText?.code !== 'crs-unsupported') {
    if (byCode && 'id' in byCode) return { crs: byCode, where };
    const byName = attempt(() => resolveCrs(shown));
    if ('id' in byName) return { crs: byName, where };
  }
  const refusal = byText ?? (byCode && 'text' in byCode ? byCode : null);
  const reason = refusal?.text ?? { zh: '没有可用的定义', en: 'there is no definition to go by' };
  return { crs: null, where: { zh: `${where.zh}：${reason.zh}`, en: `${where.en}: ${reason.en}` } };
}

function attempt(resolve: () => Crs): Crs | GeodataError {
  try {
    return resolve();
  } catch (error) {
    if (error instanceof GeodataError) return error;
    throw error;
  }
}

/** True where both put places near the middle of the first at the same coordinates, to the millimetre or its angle. */
function agree(a: Crs, b: Crs): boolean {
  if (a.id === b.id) return true;
  if (a.geographic !== b.geographic) return false;
  const tolerance = a.geographic ? 1e-8 : 1e-3;
  const lon = middleLongitude(a);
  return [lon, lon + 1].every((x) => {
    const [ax, ay] = a.fromLonLat(x, 30);
    const [bx, by] = b.fromLonLat(x, 30);
    return Math.abs(ax - bx) <= tolerance && Math.abs(ay - by) <= tolerance;
  });
}

/** The longitude at which the parallel of 30° lies lowest: the central meridian, or any where all lie alike. */
function middleLongitude(crs: Crs): number {
  let best = 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (let lon = -180; lon < 180; lon += 3) {
    const [, y] = crs.fromLonLat(lon, 30);
    if (y < lowest - 1e-6) {
      lowest = y;
      best = lon;
    }
  }
  return best;
}
