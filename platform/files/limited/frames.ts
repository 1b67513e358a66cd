/** What travels between the parent and a limited child: a length, a kind, and the bytes. */
export const FrameKind = { input: 0, json: 1, bytes: 2, result: 3, failure: 4 } as const;
export type FrameKind = (typeof FrameKind)[keyof typeof FrameKind];

export interface Frame {
  readonly kind: FrameKind;
  readonly body: Uint8Array;
}

const HEADER_BYTES = 5;

/** A frame was announced that is larger than allowed, or of no known kind. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
}

/** One frame as bytes: length of the body (4 bytes, little endian), kind (1 byte), body. */
export function encodeFrame(kind: FrameKind, body: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(HEADER_BYTES + body.length);
  frame.writeUInt32LE(body.length, 0);
  frame[4] = kind;
  frame.set(body, HEADER_BYTES);
  return frame;
}

/**
 * Cuts a stream of bytes into frames. Holds one frame at a time, so whoever takes the frames slowly makes the sender wait.
 *
 * @throws FrameError before it has gathered a body larger than `bodyBytesMax`.
 */
export async function* decodeFrames(
  chunks: AsyncIterable<Uint8Array>,
  bodyBytesMax: number,
): AsyncGenerator<Frame, void, void> {
  let parts: Uint8Array[] = [];
  let held = 0;
  const take = (bytes: number): Buffer => {
    const all =
      parts.length === 1 ? Buffer.from(parts[0]!.buffer, parts[0]!.byteOffset, held) : Buffer.concat(parts);
    parts = bytes < held ? [all.subarray(bytes)] : [];
    held -= bytes;
    return all.subarray(0, bytes);
  };
  let awaited: { readonly kind: FrameKind; readonly length: number } | null = null;
  for await (const chunk of chunks) {
    parts.push(chunk);
    held += chunk.length;
    for (;;) {
      if (awaited === null) {
        if (held < HEADER_BYTES) break;
        const header = take(HEADER_BYTES);
        awaited = { length: header.readUInt32LE(0), kind: kindOf(header[4]) };
        if (awaited.length > bodyBytesMax)
          throw new FrameError(`Cannot take a frame of ${awaited.length} bytes: at most ${bodyBytesMax}`);
      }
      if (held < awaited.length) break;
      const { kind, length } = awaited;
      awaited = null;
      yield { kind, body: take(length) };
    }
  }
}

function kindOf(byte: number | undefined): FrameKind {
  const kind = Object.values(FrameKind).find((known) => known === byte);
  if (kind === undefined) throw new FrameError(`Cannot take a frame of kind ${byte}`);
  return kind;
}
