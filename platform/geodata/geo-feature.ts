import type { Bilingual } from './bilingual.ts';
import type { Fault, Place } from './fault.ts';
import type { Geometry } from './geometry.ts';

export type FieldValue = string | number | boolean | null;
export type FieldType = 'text' | 'integer' | 'number' | 'boolean' | 'date';

export interface Field {
  readonly name: string;
  readonly type: FieldType;
}

/**
 * One record of a file. `geometry` is in longitude and latitude (EPSG:4490), two numbers a position, as the file
 * has it: not yet checked, possibly with NaN; null where the record has none or none that can be read (`faults` say
 * which). `index` counts from 1 in file order; `place` says where it stands in the file.
 */
export interface GeoFeature {
  readonly index: number;
  /** The identifier that the format itself gives (GeoJSON `id`, GeoPackage key, 地块编号), else null. */
  readonly id: string | null;
  readonly properties: Record<string, FieldValue>;
  readonly geometry: Geometry | null;
  readonly faults: readonly Fault[];
  readonly place: Place;
}

/** What a file seems to be in one respect, why, and what else it could be. */
export interface Guess {
  readonly value: string | null;
  /** `certain`: the file says so itself and its content agrees. `likely`: inferred. `unknown`: must be stated. */
  readonly confidence: 'certain' | 'likely' | 'unknown';
  readonly evidence: Bilingual;
  readonly candidates: readonly { readonly value: string; readonly note: Bilingual }[];
}

export interface LayerInfo {
  readonly name: string;
  /** Records by the file's own count, null where only reading tells. */
  readonly features: number | null;
}
