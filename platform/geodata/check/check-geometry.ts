import { ellipsoidAreaSqm } from '@lizhu/fabric';
import { type Fault, fault, sqmText } from '../fault.ts';
import { type AreaGeometry, areaGeometry, type Geometry, type Position, type Ring } from '../geometry.ts';
import type { Place } from '../place.ts';
import { cleanParts } from './clean-parts.ts';
import { loadClipper, openClipper } from './clipper.ts';
import { type Defect, findDefects } from './find-defects.ts';
import { isPlainlySimple } from './plainly-simple.ts';
import { isTooComplex } from './repair-cost.ts';
import { repairParts, splitParts } from './repair-parts.ts';
import { signedArea } from './ring-columns.ts';

/**
 * A geometry after the check. `valid`: nothing in it was changed but the direction of rings, for which files keep no common
 * rule. `repaired`: `faults` say what was changed and by how much the area moved. `quarantined`: `geometry` is null and a fault
 * says why.
 *
 * Rings of the result are closed, exteriors run counter-clockwise and holes clockwise, each polygon is valid in the
 * sense of OGC 06-103r4 §6.1.11 (rings touch at points only, the interior is connected).
 */
export interface CheckedGeometry {
  readonly status: 'valid' | 'repaired' | 'quarantined';
  readonly geometry: AreaGeometry | null;
  readonly faults: readonly Fault[];
  /** Statutory ellipsoid area of the result, 0 where quarantined. */
  readonly areaSqm: number;
}

export type GeometryCheck = (geometry: Geometry | null, place: Place) => CheckedGeometry;

/** A repair is refused where another reading of the outline would differ by more than this share of the area. */
const DOUBT_SHARE_MAX = 0.01;
/** Below this a polygon counts as having no area. */
const AREA_SQM_MIN = 0.001;

const doubtTexts = {
  'wound twice': { zh: '边界绕同一块地两圈', en: 'the outline winds round the same land twice' },
  'hole outside': { zh: '内环在外环之外', en: 'a hole lies outside its exterior' },
  'hole in hole': { zh: '内环之内又有内环', en: 'a hole lies inside another hole' },
  'part in part': {
    zh: '多面的一部分在另一部分之内',
    en: 'one part of the multipolygon lies inside another',
  },
} as const;

/** Loads what the repair needs and returns the check, which then runs without waiting. */
export async function loadGeometryCheck(): Promise<GeometryCheck> {
  const clipper = await loadClipper();
  return (geometry, place) => {
    const cleaned = cleanParts(geometry, place);
    if (!cleaned.parts) return quarantined(cleaned.faults);
    const { parts, faults } = cleaned;
    if (parts.length === 1 && parts[0]!.length === 1 && isPlainlySimple(parts[0]![0]!)) {
      return finished(parts, faults, place);
    }
    const examined = inOrder(parts, place);
    faults.push(...examined.faults);
    const { defects } = examined;
    if (defects.length === 0) return finished(examined.parts, faults, place);

    const before = partsAreaSqm(examined.parts);
    const origin = examined.parts[0]![0]![0]!;
    const onlyTouching = defects.every(({ code }) => code === 'self-touching' || code === 'interior-split');
    const split = onlyTouching ? splitParts(examined.parts) : null;
    const vertices = examined.parts.flat().reduce((sum, ring) => sum + ring.length, 0);
    if (!split && isTooComplex(examined.parts)) {
      faults.push(fault('too-complex', placed(place, defects[0]!), { vertices }));
      return quarantined(faults);
    }
    const repaired = split ?? repairParts(examined.parts, openClipper(clipper, origin));
    if (!repaired) {
      faults.push(fault('not-repairable', placed(place, defects[0]!)));
      return quarantined(faults);
    }
    const after = partsAreaSqm(repaired.parts);
    const doubtSqm = repaired.doubtDeg2 * squareDegreeSqm(origin);
    if (doubtSqm > DOUBT_SHARE_MAX * after) {
      const slots = {
        first: sqmText(after),
        second: sqmText(after + doubtSqm),
        detail: repaired.doubt ? doubtTexts[repaired.doubt] : '',
      };
      faults.push(fault('outline-ambiguous', placed(place, defects[0]!), slots));
      return quarantined(faults);
    }
    const said = new Set<string>();
    for (const defect of defects) {
      if (said.has(defect.code)) continue;
      said.add(defect.code);
      faults.push(
        fault(defect.code, placed(place, defect), { before: sqmText(before), after: sqmText(after) }),
      );
    }
    return finished(repaired.parts, faults, place);
  };
}

/** Examines the parts and, where an exterior does not come first among its rings, puts it there. */
function inOrder(
  parts: Ring[][],
  place: Place,
): { parts: Ring[][]; defects: readonly Defect[]; faults: Fault[] } {
  const { defects, sweep } = findDefects(parts);
  if (!defects.some(({ code }) => code === 'ring-order')) return { parts, defects, faults: [] };
  const outermost = (ring: number): number => {
    let at = ring;
    while (sweep.parents[at] !== -1) at = sweep.parents[at]!;
    return at;
  };
  let start = 0;
  const ordered = parts.map((part) => {
    const root = outermost(start) - start;
    start += part.length;
    if (root <= 0 || root >= part.length) return part;
    return [part[root]!, ...part.filter((_, r) => r !== root)];
  });
  const first = defects.find(({ code }) => code === 'ring-order')!;
  return {
    parts: ordered,
    defects: findDefects(ordered).defects,
    faults: [fault('ring-order', placed(place, first))],
  };
}

function finished(parts: readonly Ring[][], faults: Fault[], place: Place): CheckedGeometry {
  const closed = parts.map((part) =>
    part.map((ring, r) => {
      const points = signedArea(ring) > 0 === (r === 0) ? ring : [...ring].reverse();
      return [...points, points[0]!];
    }),
  );
  const areaSqm = partsAreaSqm(parts);
  if (areaSqm < AREA_SQM_MIN) return quarantined([...faults, fault('zero-area', place)]);
  const changed = faults.some(({ severity }) => severity === 'repaired');
  return {
    status: changed ? 'repaired' : 'valid',
    geometry: areaGeometry(closed),
    faults,
    areaSqm,
  };
}

function quarantined(faults: readonly Fault[]): CheckedGeometry {
  return { status: 'quarantined', geometry: null, faults, areaSqm: 0 };
}

function placed(place: Place, defect: Defect): Place {
  return { ...place, ring: defect.ring + 1, vertex: defect.vertex + 1, coordinate: defect.at };
}

/** Statutory area of open rings by their declared places: exteriors count, holes are taken off. */
function partsAreaSqm(parts: readonly (readonly Ring[])[]): number {
  let sum = 0;
  for (const part of parts) {
    for (let r = 0; r < part.length; r++) sum += ringAreaSqm(part[r]!) * (r === 0 ? 1 : -1);
  }
  return sum;
}

function ringAreaSqm(ring: Ring): number {
  const pairs = new Float64Array(ring.length * 2);
  for (let i = 0; i < ring.length; i++) {
    pairs[i * 2] = ring[i]![0];
    pairs[i * 2 + 1] = ring[i]![1];
  }
  return ellipsoidAreaSqm(pairs);
}

function squareDegreeSqm([, lat]: Position): number {
  return 111_319.49 * Math.cos((lat * Math.PI) / 180) * 110_574;
}
