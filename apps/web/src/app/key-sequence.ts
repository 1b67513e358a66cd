export type KeyCommand =
  | { readonly kind: 'search' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'back' }
  | { readonly kind: 'go'; readonly letter: string };

/** How long after `g` the letter may come. */
const PATIENCE_MS = 1500;

/** Reads the frame's keys one by one: `/`, `?`, Esc, and `g` followed by a letter. Give each key with its time. */
export class KeySequence {
  #wentAtMs = Number.NEGATIVE_INFINITY;

  press(key: string, atMs: number): KeyCommand | null {
    const afterG = atMs - this.#wentAtMs <= PATIENCE_MS;
    this.#wentAtMs = Number.NEGATIVE_INFINITY;
    if (afterG && /^[a-z]$/.test(key)) return { kind: 'go', letter: key };
    if (key === 'g') this.#wentAtMs = atMs;
    if (key === '/') return { kind: 'search' };
    if (key === '?') return { kind: 'keys' };
    if (key === 'Escape') return { kind: 'back' };
    return null;
  }
}
