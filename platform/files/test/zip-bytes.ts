/** An entry of a hand-made archive. Everything that a real writer would derive can be said falsely. */
export interface MadeEntry {
  readonly name: string | Uint8Array;
  readonly data: Uint8Array;
  readonly method?: number;
  readonly crc?: number;
  readonly bytes?: number;
  readonly flags?: number;
  readonly mode?: number;
  /** Points the directory at the local header of an earlier entry instead of writing one. */
  readonly sameAs?: number;
}

/** Writes an archive byte by byte (APPNOTE 4.3), so that a test can tell any lie. */
export function zipBytes(entries: readonly MadeEntry[], declaredCount = entries.length): Buffer {
  const parts: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  const push = (part: Buffer): void => {
    parts.push(part);
    at += part.length;
  };
  for (const entry of entries) {
    if (entry.sameAs !== undefined) {
      offsets.push(offsets[entry.sameAs] as number);
      continue;
    }
    offsets.push(at);
    const name = Buffer.from(entry.name as string);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(20, 4);
    fields(entry, name).copy(header, 6);
    push(header);
    push(name);
    push(Buffer.from(entry.data));
  }
  const directory = at;
  entries.forEach((entry, i) => {
    const name = Buffer.from(entry.name as string);
    const header = Buffer.alloc(46);
    header.writeUInt32LE(0x02014b50, 0);
    header.writeUInt16LE(0x0314, 4);
    header.writeUInt16LE(20, 6);
    fields(entry, name).copy(header, 8);
    header.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
    header.writeUInt32LE(offsets[i] as number, 42);
    push(header);
    push(name);
  });
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(declaredCount, 8);
  end.writeUInt16LE(declaredCount, 10);
  end.writeUInt32LE(at - directory, 12);
  end.writeUInt32LE(directory, 16);
  push(end);
  return Buffer.concat(parts);
}

/** The 24 bytes that both headers share: flags, method, time, checksum, sizes, length of the name, no extra field. */
function fields(entry: MadeEntry, name: Buffer): Buffer {
  const shared = Buffer.alloc(24);
  shared.writeUInt16LE(entry.flags ?? 0, 0);
  shared.writeUInt16LE(entry.method ?? 0, 2);
  shared.writeUInt32LE(entry.crc ?? 0, 8);
  shared.writeUInt32LE(entry.data.length, 12);
  shared.writeUInt32LE(entry.bytes ?? entry.data.length, 16);
  shared.writeUInt16LE(name.length, 20);
  return shared;
}
