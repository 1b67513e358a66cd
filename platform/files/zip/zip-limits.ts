/** What an archive may hold. Sizes are of the unpacked content. */
export interface ZipLimits {
  readonly entries: number;
  readonly totalBytes: number;
  readonly entryBytes: number;
  /** Unpacked over packed size of the whole archive; looked at from 10 MiB on. */
  readonly ratio: number;
}

const MIB = 1024 * 1024;

/** For documents. Geodata is larger: its callers raise the sizes. */
export const defaultZipLimits: ZipLimits = {
  entries: 1_000,
  totalBytes: 100 * MIB,
  entryBytes: 50 * MIB,
  ratio: 200,
};

/** Below this an archive is harmless however well it packs; a table of blanks packs 500 : 1. */
export const RATIO_MATTERS_BYTES = 10 * MIB;
