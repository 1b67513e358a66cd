const HEX = Buffer.from('0123456789abcdef', 'latin1');
/** Where the two digits of each byte stand. */
const PLACES = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
const text = Buffer.from('00000000-0000-0000-0000-000000000000', 'latin1');

/** The text of the uuid whose sixteen bytes lie from `start`. */
export function uuidAt(data: Uint8Array, start: number): string {
  let from = start;
  for (const at of PLACES) {
    const byte = data[from++]!;
    text[at] = HEX[byte >> 4]!;
    text[at + 1] = HEX[byte & 15]!;
  }
  return text.toString('latin1');
}
