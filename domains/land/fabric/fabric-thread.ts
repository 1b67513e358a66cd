import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { Problem } from '@lizhu/http';
import type { Computations } from './computations.ts';

type Kind = keyof Computations;
type Input<K extends Kind> = Parameters<Computations[K]>[0];
type Output<K extends Kind> = ReturnType<Computations[K]>;

/** Runs computations; whoever needs one takes this and does not ask where it runs. */
export type Compute = <K extends Kind>(kind: K, input: Input<K>, signal?: AbortSignal) => Promise<Output<K>>;

interface Waiting {
  readonly message: { readonly kind: Kind; readonly input: unknown };
  readonly signal: AbortSignal | undefined;
  resolve(result: never): void;
  reject(reason: unknown): void;
}

/**
 * A thread that computes, one thing after the other, in the order asked for. It starts with the first and keeps the process
 * alive only while it works. What takes too long, or is not wanted any more, is cut short together with the thread; the next
 * computation gets a new one.
 */
export class FabricThread {
  readonly #timeLimitMs: number;
  readonly #queue: Waiting[] = [];
  #worker: Worker | null = null;
  #current: Waiting | null = null;

  constructor(timeLimitMs = Number.POSITIVE_INFINITY) {
    this.#timeLimitMs = timeLimitMs;
  }

  /** @throws Problem `land.computing-too-long`; the reason of the signal when it aborts; what the kernel throws. */
  readonly compute: Compute = (kind, input, signal) =>
    new Promise((resolve, reject) => {
      this.#queue.push({ message: { kind, input }, signal, resolve, reject });
      this.#next();
    });

  /** Ends the thread and refuses what waits. */
  async close(): Promise<void> {
    for (const waiting of this.#queue.splice(0)) waiting.reject(new Error('The thread was closed'));
    this.#current?.reject(new Error('The thread was closed'));
    await this.#endWorker();
  }

  #next(): void {
    if (this.#current !== null) return;
    const waiting = this.#queue.shift();
    if (waiting === undefined) return;
    if (waiting.signal?.aborted === true) {
      waiting.reject(waiting.signal.reason);
      this.#next();
      return;
    }
    this.#run(waiting);
  }

  #run(waiting: Waiting): void {
    const worker = this.#worker ?? this.#startWorker();
    const { signal } = waiting;
    this.#current = waiting;
    const limit = Number.isFinite(this.#timeLimitMs)
      ? setTimeout(() => cut(new Problem('land.computing-too-long')), this.#timeLimitMs)
      : undefined;
    const finish = (): void => {
      clearTimeout(limit);
      signal?.removeEventListener('abort', onAbort);
      worker.off('message', onMessage);
      worker.off('error', cut);
      worker.unref();
      this.#current = null;
      this.#next();
    };
    const cut = (reason: unknown): void => {
      waiting.reject(reason);
      void this.#endWorker();
      finish();
    };
    const onAbort = (): void => cut(signal?.reason);
    const onMessage = ({ result, error }: { result: never; error?: unknown }): void => {
      if (error === undefined) waiting.resolve(result);
      else waiting.reject(error);
      finish();
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    worker.on('error', cut);
    worker.on('message', onMessage);
    worker.ref();
    worker.postMessage(waiting.message);
  }

  #startWorker(): Worker {
    const worker = new Worker(createRequire(import.meta.url).resolve('@lizhu/land/fabric-worker'));
    // What breaks it while it works is heard by whoever waits; what breaks it later costs nothing.
    worker.on('error', () => undefined);
    this.#worker = worker;
    return worker;
  }

  async #endWorker(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }
}
