import { randomFillSync } from 'node:crypto';

/**
 * A version 7 UUID (RFC 9562 §5.7): 48 bits of Unix milliseconds, then 74 random bits.
 *
 * @param now Unix time in milliseconds.
 * @param random At least 10 random bytes.
 */
export function uuidv7(now: number, random: Uint8Array): string {
  if (!Number.isInteger(now) || now < 0 || now >= 2 ** 48)
    throw new RangeError(`Cannot make a UUIDv7 of time ${now}`);
  if (random.length < 10)
    throw new RangeError(`Cannot make a UUIDv7 of ${random.length} random bytes: 10 are needed`);
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

let lastMs = 0;
let sequence = 0;

/**
 * A new key. Keys of one process ascend, also within a millisecond: the 12 bits after the time count up from a random
 * start (RFC 9562 §6.2, method 1).
 */
export function newId(): string {
  const random = tenRandomBytes();
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    sequence = random.readUInt16BE(0) & 0x07ff;
  } else if (++sequence > 0x0fff) {
    lastMs++;
    sequence = random.readUInt16BE(0) & 0x07ff;
  }
  random.writeUInt16BE(sequence, 0);
  return uuidv7(lastMs, random);
}

/** Asking the system for random bytes costs more than all the rest of a key, so they are asked for in stock. */
const stock = Buffer.alloc(10 * 400);
let stockUsed = stock.length;

function tenRandomBytes(): Buffer {
  if (stockUsed === stock.length) {
    randomFillSync(stock);
    stockUsed = 0;
  }
  stockUsed += 10;
  return stock.subarray(stockUsed - 10, stockUsed);
}
