import { type StorageState, storageStateOf } from '../storage-state.ts';
import { BALLAST_BYTES, fillBallast, freeBytes } from './ballast.ts';

const LOOK_MS = 60_000;

/** L9: keeps the ballast in place while the database is open, and tells whether there is room to write. */
export class BallastKeeper {
  readonly #home: string;
  readonly #signal: AbortSignal | null;
  #filling: Promise<unknown> = Promise.resolve();
  #lookedAt = 0;

  /** @param signal Ends a filling that is under way; null where no ballast is wanted. */
  constructor(home: string, signal: AbortSignal | null) {
    this.#home = home;
    this.#signal = signal;
    this.#fill();
  }

  async storageState(): Promise<StorageState> {
    const state = storageStateOf(await freeBytes(this.#home), BALLAST_BYTES);
    if (state.state === 'ok' && performance.now() - this.#lookedAt > LOOK_MS) this.#fill();
    return state;
  }

  /** When nothing is being written any more. */
  async settled(): Promise<void> {
    await this.#filling;
  }

  #fill(): void {
    if (this.#signal === null || this.#signal.aborted) return;
    this.#lookedAt = performance.now();
    const signal = this.#signal;
    this.#filling = this.#filling.then(() => fillBallast(this.#home, signal).catch(() => false));
  }
}
