/**
 * Field names as a `.dbf` can hold them: at most ten bytes in the given encoding, no character cut in two, each one only once
 * (letter case aside).
 */
export function shortNames(names: readonly string[], bytesOf: (text: string) => number): string[] {
  const taken = new Set<string>();
  return names.map((name, i) => {
    const plain = name.replace(/[\p{Cc}\p{Cs}]/gu, '').trim() || `F${i + 1}`;
    let short = fitting(plain, BYTES_MAX, bytesOf);
    for (let n = 1; taken.has(short.toLowerCase()); n++) {
      const suffix = `_${n}`;
      short = fitting(plain, BYTES_MAX - suffix.length, bytesOf) + suffix;
    }
    taken.add(short.toLowerCase());
    return short;
  });
}

const BYTES_MAX = 10;

/** The longest beginning of a text that takes at most so many bytes. */
export function fitting(text: string, bytesMax: number, bytesOf: (text: string) => number): string {
  if (bytesOf(text) <= bytesMax) return text;
  const characters = [...text];
  let low = 0;
  let high = characters.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (bytesOf(characters.slice(0, middle).join('')) <= bytesMax) low = middle;
    else high = middle - 1;
  }
  return characters.slice(0, low).join('');
}
