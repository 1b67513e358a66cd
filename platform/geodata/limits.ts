/** What one reading may cost. A file that passes a limit is refused by name of the limit, not read in part. */
export interface ReadLimits {
  /** Size of the file itself, and of what it unpacks to. */
  readonly bytesMax: number;
  readonly featuresMax: number;
  /** Positions of one feature. */
  readonly verticesMax: number;
  /** Bytes of one feature in a text format. */
  readonly featureBytesMax: number;
  readonly fieldsMax: number;
  readonly zipEntriesMax: number;
  /** Unpacked to packed size of an archive. */
  readonly zipRatioMax: number;
}

export const readLimits: ReadLimits = {
  bytesMax: 4 * 2 ** 30,
  featuresMax: 5_000_000,
  verticesMax: 10_000_000,
  featureBytesMax: 512 * 2 ** 20,
  fieldsMax: 2_000,
  zipEntriesMax: 1_000,
  zipRatioMax: 200,
};
