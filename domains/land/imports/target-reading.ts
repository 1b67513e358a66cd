import { COMMON_GROUND } from '@lizhu/db';
import type { ImportMapping, ImportTarget } from '../contract.ts';
import { targetFields } from '../contract.ts';
import type { AttributeFault } from './attribute-fault.ts';
import { type BasesByName, mapBoundary } from './map-boundary.ts';
import { mapLayerFeature } from './map-layer-feature.ts';
import { mapParcel } from './map-parcel.ts';
import type { SourceValues } from './source-text.ts';

/** What a feature means to the ledger. */
export interface Understood {
  readonly attributes: object | null;
  readonly faults: AttributeFault[];
  /** What the officers call it; '' where it has no name. */
  readonly code: string;
  /** The base that it belongs to, where the file itself says so; null where its place decides. */
  readonly baseId: string | null;
}

export type Understand = (values: SourceValues) => Understood;

/** How the features of a target are understood, by the officer's mapping. */
export function understandingOf(mapping: ImportMapping, bases: BasesByName): Understand {
  const { target, fields } = mapping;
  if (target === 'parcels') {
    return (values) => {
      const { attributes, faults } = mapParcel(values, fields);
      return { attributes, faults, code: attributes.code, baseId: null };
    };
  }
  if (target === 'boundaries') {
    return (values) => {
      const { attributes, faults } = mapBoundary(values, fields, bases);
      return { attributes, faults, code: attributes?.baseCode ?? '', baseId: attributes?.baseId ?? null };
    };
  }
  const needsClass = isClassRequired(target);
  return (values) => {
    const { attributes, faults } = mapLayerFeature(values, fields, needsClass);
    return { attributes, faults, code: attributes.name, baseId: COMMON_GROUND };
  };
}

function isClassRequired(target: ImportTarget): boolean {
  return targetFields[target].some(({ key, required }) => key === 'classCode' && required);
}
