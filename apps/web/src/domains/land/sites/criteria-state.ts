import { type ReadinessClass, readinessClasses, type SiteCriteria } from '@lizhu/land/contract';

type Barrier = SiteCriteria['barriers'][number];
type LonLat = [number, number];

export const barriers: readonly Barrier[] = ['river', 'road', 'boundary'];

/** What the finder asks when nothing was said: land usable now, 50 亩 or more, touching, never across a river or red line. */
export const usualCriteria: SiteCriteria = {
  baseIds: [],
  minMu: 50,
  classes: ['usable-now'],
  gapM: 0,
  barriers: ['river', 'boundary'],
  limit: 50,
};

/** The criteria that an address shares. */
export function readCriteria(search: Readonly<Record<string, string | undefined>>): SiteCriteria {
  const classes = readinessClasses.filter((name) => list(search['class']).includes(name));
  const named = search['barriers'];
  const area = readArea(search['area']);
  const maxMu = bounded(search['max'], 0.01, 1e6);
  const maxOwners = bounded(search['owners'], 1, 1e4);
  const minCompactness = bounded(search['compact'], 0.01, 1);
  return {
    baseIds: list(search['base']),
    minMu: bounded(search['min'], 0, 1e6) ?? usualCriteria.minMu,
    classes: classes.length === 0 ? usualCriteria.classes : classes,
    gapM: bounded(search['gap'], 0, 100) ?? usualCriteria.gapM,
    barriers:
      named === undefined ? usualCriteria.barriers : barriers.filter((name) => list(named).includes(name)),
    limit: usualCriteria.limit,
    ...(area === null ? {} : { area }),
    ...(maxMu === null ? {} : { maxMu }),
    ...(maxOwners === null ? {} : { maxOwners: Math.round(maxOwners) }),
    ...(minCompactness === null ? {} : { minCompactness }),
  };
}

/** The address of criteria; what is as usual leaves no trace. */
export function writeCriteria(criteria: SiteCriteria): Record<string, string> {
  const { baseIds, minMu, classes, gapM, area, maxMu, maxOwners, minCompactness } = criteria;
  const across = same(criteria.barriers, usualCriteria.barriers) ? '' : criteria.barriers.join(',') || 'none';
  const written = {
    base: baseIds.join(','),
    min: minMu === usualCriteria.minMu ? '' : String(minMu),
    max: maxMu === undefined ? '' : String(maxMu),
    class: same(classes, usualCriteria.classes) ? '' : classes.join(','),
    gap: gapM === usualCriteria.gapM ? '' : String(gapM),
    barriers: across,
    owners: maxOwners === undefined ? '' : String(maxOwners),
    compact: minCompactness === undefined ? '' : String(minCompactness),
    area:
      area === undefined
        ? ''
        : area.map((point) => point.map((value) => Number(value.toFixed(6))).join(',')).join(';'),
  };
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== ''));
}

/** A class in or out; at least one stays. */
export function toggled(classes: readonly ReadinessClass[], name: ReadinessClass): ReadinessClass[] {
  const next = readinessClasses.filter((other) => (other === name) !== classes.includes(other));
  return next.length === 0 ? [...classes] : next;
}

function readArea(text: string | undefined): LonLat[] | null {
  const points = (text ?? '').split(';').map((part) => part.split(',').map(Number));
  const sound = points.every((point) => point.length === 2 && point.every(Number.isFinite));
  return sound && points.length >= 3 ? (points as LonLat[]) : null;
}

function bounded(text: string | undefined, from: number, to: number): number | null {
  if (text === undefined || text === '') return null;
  const value = Number(text);
  return Number.isFinite(value) && value >= from && value <= to ? value : null;
}

function list(text: string | undefined): string[] {
  return (text ?? '').split(',').filter((part) => part !== '');
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value) => b.includes(value));
}
