import type { ServerEvent } from './send-events.ts';

/** Called with how something stands, again and again; `isLast` when it will not change any more. */
export type StateListener = (event: ServerEvent, isLast?: boolean) => void;

/**
 * Makes a source for `sendEvents` of a subscription that calls back, such as the feed of a job. Who reads slowly gets the
 * newest state and not each one; the subscription ends with the last state, or when nobody listens any more.
 *
 * @param subscribe Returns what ends the subscription; null when there is nothing to subscribe to.
 */
export function latestEvents(
  subscribe: (listener: StateListener) => Promise<(() => void) | null> | (() => void) | null,
): (signal: AbortSignal) => AsyncIterable<ServerEvent> {
  return async function* (signal) {
    let newest: { readonly event: ServerEvent; readonly isLast: boolean } | null = null;
    let wake = (): void => undefined;
    signal.addEventListener('abort', () => wake(), { once: true });
    const end = await subscribe((event, isLast = false) => {
      newest = { event, isLast };
      wake();
    });
    if (end === null) return;
    try {
      while (!signal.aborted) {
        const state = newest as { readonly event: ServerEvent; readonly isLast: boolean } | null;
        newest = null;
        if (state === null) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        yield state.event;
        if (state.isLast) return;
      }
    } finally {
      end();
    }
  };
}
