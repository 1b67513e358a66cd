import { loadGeometryCheck } from './check/check-geometry.ts';
import { isDamagedText } from './detect/damaged-text.ts';
import { type Fault, fault } from './fault.ts';
import type { GeoFeature } from './geo-feature.ts';
import type { AreaGeometry } from './geometry.ts';

export type FeatureStatus = 'valid' | 'repaired' | 'quarantined';

/** A record after the check. Every record that was read is one of the three. */
export interface CheckedFeature {
  readonly feature: GeoFeature;
  readonly status: FeatureStatus;
  /** Valid by OGC rules, in EPSG:4490; null where quarantined. */
  readonly geometry: AreaGeometry | null;
  /** Statutory ellipsoid area; 0 where quarantined. */
  readonly areaSqm: number;
  /** Of reading, of the geometry, and of the attributes. */
  readonly faults: readonly Fault[];
}

export interface CheckOptions {
  /** The identifier that must be unique, null where a record has none; by default the one that the format gives. */
  readonly idOf?: (feature: GeoFeature) => string | null;
}

/** Checks and repairs one record after the other; a second record of the same identifier is quarantined. */
export async function* checkedFeatures(
  features: AsyncIterable<GeoFeature>,
  options: CheckOptions = {},
): AsyncGenerator<CheckedFeature> {
  const check = await loadFeatureCheck(options);
  for await (const feature of features) yield check(feature);
}

/** The same for callers that hold the records themselves. */
export async function loadFeatureCheck(
  options: CheckOptions = {},
): Promise<(feature: GeoFeature) => CheckedFeature> {
  const checkGeometry = await loadGeometryCheck();
  const idOf = options.idOf ?? ((feature: GeoFeature) => feature.id);
  const firstOf = new Map<string, number>();
  return (feature) => {
    const faults: Fault[] = [...feature.faults, ...textFaults(feature)];
    const id = idOf(feature);
    const first = id === null ? undefined : firstOf.get(id);
    if (first !== undefined) faults.push(fault('id-repeated', feature.place, { id: id!, first }));
    else if (id !== null) firstOf.set(id, feature.index);
    if (feature.geometry === null && faults.some(({ severity }) => severity === 'quarantine')) {
      return { feature, status: 'quarantined', geometry: null, areaSqm: 0, faults };
    }
    const checked = checkGeometry(feature.geometry, feature.place);
    faults.push(...checked.faults);
    const quarantined = checked.geometry === null || faults.some(({ severity }) => severity === 'quarantine');
    if (quarantined) return { feature, status: 'quarantined', geometry: null, areaSqm: 0, faults };
    const repaired = faults.some(({ severity }) => severity === 'repaired');
    const { geometry, areaSqm } = checked;
    return { feature, status: repaired ? 'repaired' : 'valid', geometry, areaSqm, faults };
  };
}

function textFaults({ properties, place }: GeoFeature): Fault[] {
  let faults: Fault[] | undefined;
  for (const field in properties) {
    const value = properties[field];
    if (typeof value !== 'string' || !isDamagedText(value)) continue;
    faults ??= [];
    faults.push(fault('text-damaged', { ...place, field }, { field, text: value.slice(0, 40) }));
  }
  return faults ?? [];
}
