import { ProtobufWriter } from './protobuf-writer.ts';

/** Larger room is given up. */
const BYTES_MAX = 32 * 1024 * 1024;
const FREE_MAX = 2;

/** Where the layers of a tile are put together, one after the other: room once made serves the next tile. */
export class TileRoom {
  static readonly #free: TileRoom[] = [];

  readonly features = new ProtobufWriter();
  readonly tags = new ProtobufWriter();
  readonly values = new ProtobufWriter();

  static take(): TileRoom {
    return TileRoom.#free.pop() ?? new TileRoom();
  }

  empty(): void {
    for (const writer of [this.features, this.tags, this.values]) writer.length = 0;
  }

  /** Whoever took it no longer uses it. */
  giveBack(): void {
    const large = [this.features, this.tags, this.values].some(({ bytes }) => bytes.length > BYTES_MAX);
    if (!large && TileRoom.#free.length < FREE_MAX) TileRoom.#free.push(this);
  }
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
