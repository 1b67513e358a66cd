import type { JobMessage } from './job.ts';

export interface ProgressWriter {
  report(progress: number, message?: JobMessage): void;
  /** Waits for the write that is under way and makes no other. */
  end(): Promise<void>;
}

/**
 * Thins out reports: the first is written at once, then at most one every `intervalMs`, and always the newest. A write
 * that fails is forgotten; progress is news, not a record.
 */
export function throttleProgress(
  write: (progress: number, message: JobMessage | undefined) => Promise<void>,
  intervalMs: number,
): ProgressWriter {
  let waiting: { progress: number; message: JobMessage | undefined } | null = null;
  let writing: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;

  function flush(): void {
    timer = undefined;
    if (waiting === null || writing !== null || ended) return;
    const { progress, message } = waiting;
    waiting = null;
    writing = write(progress, message)
      .catch(() => undefined)
      .finally(() => {
        writing = null;
        if (!ended) timer = setTimeout(flush, intervalMs);
      });
  }

  return {
    report(progress, message) {
      if (!Number.isFinite(progress)) throw new RangeError(`Cannot report a progress of ${progress}`);
      const kept = message ?? waiting?.message;
      waiting = { progress: Math.min(1, Math.max(0, progress)), message: kept };
      if (timer === undefined && writing === null) flush();
    },
    async end() {
      ended = true;
      clearTimeout(timer);
      await writing;
    },
  };
}
