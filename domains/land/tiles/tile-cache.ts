import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { SharedFlights } from './shared-flights.ts';

export interface CachedTile {
  readonly plain: Uint8Array;
  /** Absent while nobody asked for it, and where it is not worth while. */
  zipped?: Uint8Array;
}

const BYTES_KEPT = 64 * 1024 * 1024;
/** About one packet. */
const ZIP_FROM_BYTES = 1_400;
const zip = promisify(gzip);

/** Encoded tiles, those asked for last, within a bound of memory. Whoever asks for a tile that is being made waits for it. */
export class TileCache {
  readonly #tiles = new Map<string, CachedTile>();
  readonly #making = new SharedFlights<CachedTile>();
  readonly #zipping = new SharedFlights<Uint8Array>();
  #bytes = 0;

  /** The tile of a key, made when it is not here. */
  async get(key: string, make: () => Promise<Uint8Array>): Promise<CachedTile> {
    const kept = this.#tiles.get(key);
    if (kept === undefined) return this.#making.run(key, () => this.#make(key, make));
    this.#tiles.delete(key);
    this.#tiles.set(key, kept);
    return kept;
  }

  /** The tile of a key compressed; plain where that is as good. */
  async zipped(key: string, tile: CachedTile): Promise<Uint8Array> {
    if (tile.plain.length < ZIP_FROM_BYTES) return tile.plain;
    return tile.zipped ?? this.#zipping.run(key, () => this.#zip(key, tile));
  }

  async #make(key: string, make: () => Promise<Uint8Array>): Promise<CachedTile> {
    const tile = { plain: await make() };
    this.#tiles.set(key, tile);
    this.#grow(tile.plain.length + key.length);
    return tile;
  }

  async #zip(key: string, tile: CachedTile): Promise<Uint8Array> {
    const zipped = await zip(tile.plain, { level: 1 });
    tile.zipped = zipped;
    if (this.#tiles.get(key) === tile) this.#grow(zipped.length);
    return zipped;
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
