import type { Bilingual } from '@lizhu/programme/contract';
import type { SourceValues } from './source-text.ts';

/** A fault as the reader of files tells it. */
export interface ReadFault {
  readonly code: string;
  readonly severity: 'note' | 'repaired' | 'quarantine';
  readonly message: Bilingual;
  readonly remedy: Bilingual;
  readonly place: FaultPlace;
}

/** Where in the file, counted from 1. */
export interface FaultPlace {
  readonly feature: number;
  readonly file?: string;
  readonly line?: number;
  readonly byte?: number;
  readonly field?: string;
  readonly ring?: number;
  readonly vertex?: number;
  readonly coordinate?: readonly [lon: number, lat: number];
}

/** A feature of the file, read and checked in the limited child. */
export interface ReadFeature {
  readonly index: number;
  readonly id: string | null;
  readonly properties: SourceValues;
  readonly status: 'valid' | 'repaired' | 'quarantined';
  /** Statutory area. */
  readonly areaSqm: number;
  /** Base64 of WKB in EPSG:4490; null where it cannot be used. */
  readonly wkb: string | null;
  readonly bbox: readonly [west: number, south: number, east: number, north: number] | null;
  readonly faults: readonly ReadFault[];
  /** GeoJSON geometry in EPSG:4490 as the file has it, of what cannot be used. */
  readonly raw: string | null;
}
