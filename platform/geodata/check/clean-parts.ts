import { type Fault, fault } from '../fault.ts';
import { type Geometry, type Position, partsOf, type Ring } from '../geometry.ts';
import type { Place } from '../place.ts';
import { type CleanRing, cleanRing } from './clean-ring.ts';
import { signedArea } from './ring-columns.ts';

/** Parts of open, cleaned rings with the faults found on the way; `parts` is null where the geometry is quarantined. */
export interface CleanedParts {
  readonly parts: Ring[][] | null;
  readonly faults: Fault[];
}

/** What can be settled ring by ring: kind of geometry, numbers, closure, repeated vertices, spikes, rings without area. */
export function cleanParts(geometry: Geometry | null, place: Place): CleanedParts {
  const faults: Fault[] = [];
  const stop = (last: Fault): CleanedParts => ({ parts: null, faults: [...faults, last] });
  if (!geometry) return stop(fault('geometry-null', place));
  let declared: Ring[][];
  if (geometry.type === 'GeometryCollection') {
    const members = flattened(geometry);
    if (members.length === 0) return stop(fault('geometry-empty', place));
    const other = members.find(({ type }) => type !== 'Polygon' && type !== 'MultiPolygon');
    if (other) return stop(fault('collection-mixed', place, { type: other.type }));
    declared = members.flatMap((member) =>
      member.type === 'Polygon' || member.type === 'MultiPolygon' ? partsOf(member) : [],
    );
    faults.push(fault('collection-unpacked', place));
  } else if (geometry.type === 'Polygon' || geometry.type === 'MultiPolygon') declared = partsOf(geometry);
  else if (geometry.coordinates.length === 0) return stop(fault('geometry-empty', place));
  else return stop(fault('not-a-polygon', place, { type: geometry.type }));

  declared = declared.filter((part) => part.some((ring) => ring.length > 0));
  if (declared.length === 0) return stop(fault('geometry-empty', place));
  const wrong = wrongPosition(declared, place);
  if (wrong) return stop(wrong);

  const parts: Ring[][] = [];
  let number = 0;
  let tooFew: Fault | undefined;
  for (const part of declared) {
    const kept: Ring[] = [];
    for (let r = 0; r < part.length; r++) {
      number++;
      const clean = cleanRing(part[r]!);
      const here: Place = { ...place, ring: number };
      faults.push(...cleaningFaults(clean, here));
      if (clean.points.length >= 3) {
        kept.push(clean.points);
        continue;
      }
      const first = part[r]![0];
      const spot = first ? { ...here, vertex: 1, coordinate: [first[0], first[1]] as const } : here;
      if (r === 0) {
        tooFew = fault(clean.spikes > 0 ? 'zero-area' : 'too-few-points', spot);
        break;
      }
      faults.push(fault('ring-dropped', spot));
    }
    if (kept.length > 0) parts.push(kept);
    else number += part.length - 1;
  }
  if (parts.length === 0) return stop(tooFew ?? fault('geometry-empty', place));
  if (parts.length < declared.length) faults.push(fault('ring-dropped', tooFew?.place ?? place));
  return { parts: withoutRepeated(parts, place, faults), faults };
}

function cleaningFaults(clean: CleanRing, here: Place): Fault[] {
  const faults: Fault[] = [];
  const at = (position: Position | null | undefined): Place =>
    position ? { ...here, coordinate: [position[0], position[1]] } : here;
  if (!clean.closed && clean.points.length >= 3) faults.push(fault('ring-closed', at(clean.points[0])));
  if (clean.repeated > 0)
    faults.push(fault('vertices-repeated', at(clean.firstRepeated), { count: clean.repeated }));
  if (clean.spikes > 0) {
    const slots = { count: clean.spikes, lengthM: clean.longestSpikeM.toFixed(2) };
    faults.push(fault('spike-removed', at(clean.firstSpike), slots));
  }
  return faults;
}

function flattened(geometry: Geometry): Exclude<Geometry, { type: 'GeometryCollection' }>[] {
  return geometry.type === 'GeometryCollection' ? geometry.geometries.flatMap(flattened) : [geometry];
}

/** The first coordinate that is no number or lies off the globe. */
function wrongPosition(parts: readonly Ring[][], place: Place): Fault | null {
  let ring = 0;
  for (const part of parts) {
    for (const points of part) {
      ring++;
      for (let v = 0; v < points.length; v++) {
        const [lon, lat] = points[v]!;
        if (!Number.isFinite(lon) || !Number.isFinite(lat)) {
          return fault('not-finite', { ...place, ring, vertex: v + 1 });
        }
        if (Math.abs(lon) > 180 || Math.abs(lat) > 90) {
          return fault('out-of-range', { ...place, ring, vertex: v + 1, coordinate: [lon, lat] });
        }
      }
    }
  }
  return null;
}

/** Drops a part or a hole that occurs a second time, point for point. */
function withoutRepeated(parts: Ring[][], place: Place, faults: Fault[]): Ring[][] {
  if (parts.length === 1 && parts[0]!.length <= 2) return parts;
  const seen = new Set<string>();
  const fresh = (ring: Ring, role: string): boolean => {
    const key = role + ringKey(ring);
    if (seen.has(key)) {
      faults.push(fault('ring-repeated', { ...place, coordinate: [ring[0]![0], ring[0]![1]] }));
      return false;
    }
    seen.add(key);
    return true;
  };
  return parts
    .filter((part) => fresh(part[0]!, 'part'))
    .map((part) => [part[0]!, ...part.slice(1).filter((hole) => fresh(hole, 'hole'))]);
}

/** The same text for rings of the same points, wherever they start and whichever way they run. */
function ringKey(ring: Ring): string {
  const points = signedArea(ring) < 0 ? [...ring].reverse() : ring;
  let start = 0;
  for (let i = 1; i < points.length; i++) {
    const [x, y] = points[i]!;
    const [bestX, bestY] = points[start]!;
    if (x < bestX || (x === bestX && y < bestY)) start = i;
  }
  return [...points.slice(start), ...points.slice(0, start)].join(';');
}
