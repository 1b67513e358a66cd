import type { Bilingual } from './bilingual.ts';
import type { CoordinateSample } from './crs/coordinate-sample.ts';
import type { Crs } from './crs/crs.ts';
import type { DeclaredCrs } from './crs/propose-crs.ts';
import type { Field, FieldValue, GeoFeature, Guess, LayerInfo } from './geo-feature.ts';
import type { Geometry } from './geometry.ts';
import type { ReadLimits } from './limits.ts';

/** The formats of the house, in the order in which a file is tried against them. */
export const formatIds = [
  'geopackage',
  'flatgeobuf',
  'shapefile',
  'xlsx',
  'geojson',
  'boundary-txt',
  'csv',
] as const;
export type FormatId = (typeof formatIds)[number];

/** How one format is read and written; one folder a format. */
export interface Format {
  readonly id: FormatId;
  readonly name: Bilingual;
  /** With the dot, lower case; the first is the one written. */
  readonly extensions: readonly string[];
  /** Judges by the first bytes, with the name as a hint only; null where the file is not of this format. */
  recognise(head: Uint8Array, fileName: string): Recognition | null;
  /** @throws GeodataError where the file as a whole cannot be read. */
  open(source: Source, limits: ReadLimits): Promise<Reader>;
  /** Opens a file for writing at `path`, which it replaces only when `finish` succeeds. */
  create(path: string, options: WriteOptions): Promise<Writer>;
}

export interface Recognition {
  readonly confidence: 'certain' | 'likely';
  readonly evidence: Bilingual;
}

/** A file on disk and the name under which the user knows it. */
export interface Source {
  readonly path: string;
  readonly fileName: string;
}

/** A file that is open for reading. */
export interface Reader {
  readonly layers: readonly LayerInfo[];
  /**
   * Encoding of its text, judged from what the file states and holds; `certain` UTF-8 where the format allows no other.
   *
   * @throws GeodataError `encoding-wrong` where the text cannot be of the stated encoding.
   */
  encoding(stated?: string): Promise<Guess>;
  /** What the layer holds, by the file's own word and a sample of its records, read in `encoding`. */
  describe(choice: LayerChoice): Promise<LayerDescription>;
  /** All records in file order. Coordinates go through `choice.crs`; faults of a record travel with it. */
  features(choice: LayerChoice & { readonly crs: Crs }): AsyncIterable<GeoFeature>;
  close(): Promise<void>;
}

export interface LayerChoice {
  /** Null where the format has one encoding only. */
  readonly encoding: string | null;
  /** Null where the file has one layer only. */
  readonly layer: string | null;
  /** Which columns of a table hold what, as `LayerDescription.columns` proposes it; null or absent: as they seem to be. */
  readonly columns?: string | null;
}

/** Which columns of a table were taken as what, and why, with all that there are. */
export interface ColumnsGuess extends Guess {
  /** Row of the header, 0 where there is none. */
  readonly headerLine: number;
  readonly header: readonly { readonly name: string; readonly samples: readonly string[] }[];
  /** Index into `header` of the column that plays a role; the roles are those of `stated-columns.ts`. */
  readonly roles: Readonly<Record<string, number>>;
}

export interface LayerDescription {
  readonly declaredCrs: DeclaredCrs | null;
  /** Raw coordinates, x before y as the file has them. */
  readonly sample: CoordinateSample;
  readonly fields: readonly (Field & { readonly samples: readonly string[] })[];
  /** Which columns of a table were taken as what, and why; absent where the format itself says what is what. */
  readonly columns?: ColumnsGuess;
  readonly features: number | null;
}

export interface WriteOptions {
  readonly crs: Crs;
  readonly layerName: string;
  readonly fields: readonly Field[];
  /** Only formats with a choice take it (shapefile, TXT, CSV); UTF-8 unless told otherwise. */
  readonly encoding?: string;
}

/** A record to be written; `geometry` in EPSG:4490 longitude and latitude. */
export interface OutFeature {
  readonly id: string | null;
  readonly properties: Readonly<Record<string, FieldValue>>;
  readonly geometry: Geometry | null;
}

export interface Writer {
  write(feature: OutFeature): Promise<void>;
  /** Completes the file. @throws GeodataError `write-refused` where the format cannot hold what was given. */
  finish(): Promise<void>;
  /** Gives up: nothing is left at the path. */
  discard(): Promise<void>;
}
