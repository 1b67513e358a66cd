import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** One event for the pages. `data` travels as JSON. */
export interface ServerEvent {
  /** The name that a page listens to; `message` when absent. */
  readonly event?: string;
  /** Comes back as Last-Event-ID when the page connects again. */
  readonly id?: string;
  readonly data: unknown;
}

export interface EventOptions {
  readonly heartbeatMs?: number;
  /** The page connects again afterwards, and is authorised anew. */
  readonly lifetimeMs?: number;
}

/** A source of events; the function form is told when nobody listens any more. */
export type EventSource = AsyncIterable<ServerEvent> | ((signal: AbortSignal) => AsyncIterable<ServerEvent>);

const HEARTBEAT_MS = 15_000;
const LIFETIME_MS = 10 * 60_000;
const RECONNECT_MS = 2_000;

/**
 * Answers with server-sent events (HTML Living Standard §9.2) until the source ends, the page leaves, the server closes,
 * or the lifetime is over. The source is asked for the next event only when the last one has gone out, and is ended
 * (`return`) in every case. An error of the source ends the stream after an event `failure`.
 */
export function sendEvents(
  reply: FastifyReply,
  source: EventSource,
  options: EventOptions = {},
): FastifyReply {
  const { heartbeatMs = HEARTBEAT_MS, lifetimeMs = LIFETIME_MS } = options;
  const { openEventStreams } = reply.server;
  const gone = new AbortController();
  let wake = (): void => undefined;
  let release = (): void => undefined;
  gone.signal.addEventListener('abort', () => release(), { once: true });
  /** What comes, or undefined as soon as nobody listens. One listener for all waits: a race each would pile up. */
  const unlessGone = <T>(coming: Promise<T>): Promise<T | undefined> =>
    new Promise((resolve, reject) => {
      release = () => resolve(undefined);
      if (gone.signal.aborted) release();
      coming.then(resolve, reject);
    });
  const stream = new Readable({
    read: () => wake(),
    destroy: (error, done) => {
      gone.abort();
      done(error);
    },
  });
  const write = async (text: string): Promise<void> => {
    const drained = new Promise<void>((resolve) => {
      wake = resolve;
    });
    if (!stream.push(text)) await unlessGone(drained);
  };
  const heartbeat = setInterval(() => stream.push(':\n\n'), heartbeatMs);
  const lifetime = setTimeout(() => gone.abort(), lifetimeMs);
  openEventStreams.add(gone);

  async function pump(): Promise<void> {
    const iterator = (typeof source === 'function' ? source(gone.signal) : source)[Symbol.asyncIterator]();
    try {
      await write(`retry: ${RECONNECT_MS}\n\n`);
      for (;;) {
        const next = await unlessGone(iterator.next());
        if (next === undefined || next.done === true) break;
        await write(eventText(next.value));
      }
    } catch (error) {
      reply.log.error({ err: error }, 'A source of events failed');
      await write(eventText({ event: 'failure', data: null }));
    } finally {
      clearInterval(heartbeat);
      clearTimeout(lifetime);
      openEventStreams.delete(gone);
      gone.abort();
      stream.push(null);
      // Not awaited: a generator that waits for something returns only when that has come.
      void Promise.resolve(iterator.return?.()).catch(() => undefined);
    }
  }
  void pump();
  return reply
    .header('content-type', 'text/event-stream; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .send(stream);
}

function eventText({ event, id, data }: ServerEvent): string {
  const lines = [];
  if (event !== undefined) lines.push(`event: ${oneLine(event)}`);
  if (id !== undefined) lines.push(`id: ${oneLine(id)}`);
  // JSON has no raw line breaks.
  lines.push(`data: ${JSON.stringify(data ?? null)}`);
  return `${lines.join('\n')}\n\n`;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\0]/g, ' ');
}
