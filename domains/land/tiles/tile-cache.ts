import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

export interface CachedTile {
  readonly plain: Uint8Array;
  /** Absent while nobody asked for it, and where it is not worth while. */
  zipped?: Uint8Array;
}

const BYTES_KEPT = 64 * 1024 * 1024;
/** About one packet. */
const ZIP_FROM_BYTES = 1_400;
const zip = promisify(gzip);

/** Encoded tiles, those asked for last, within a bound of memory. */
export class TileCache {
  readonly #tiles = new Map<string, CachedTile>();
  #bytes = 0;

  /** The tile of a key, made when it is not here. */
  get(key: string, make: () => Uint8Array): CachedTile {
    const kept = this.#tiles.get(key);
    if (kept !== undefined) {
      this.#tiles.delete(key);
      this.#tiles.set(key, kept);
      return kept;
    }
    const tile: CachedTile = { plain: make() };
    this.#tiles.set(key, tile);
    this.#grow(tile.plain.length + key.length);
    return tile;
  }

  /** The tile compressed; plain where that is as good. */
  async zipped(tile: CachedTile): Promise<Uint8Array> {
    if (tile.plain.length < ZIP_FROM_BYTES) return tile.plain;
    if (tile.zipped === undefined) {
      tile.zipped = await zip(tile.plain, { level: 4 });
      this.#grow(tile.zipped.length);
    }
    return tile.zipped;
  }

  #grow(bytes: number): void {
    this.#bytes += bytes;
    for (const [key, tile] of this.#tiles) {
      if (this.#bytes <= BYTES_KEPT) return;
      this.#tiles.delete(key);
      this.#bytes -= key.length + tile.plain.length + (tile.zipped?.length ?? 0);
    }
  }
}
