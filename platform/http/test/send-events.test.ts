import { get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { createHttp } from '../create-http.ts';
import type { HttpApp } from '../http-app.ts';
import { latestEvents } from '../latest-events.ts';
import { type EventOptions, type EventSource, type ServerEvent, sendEvents } from '../send-events.ts';

const open: HttpApp[] = [];
afterEach(async () => {
  while (open.length > 0) await open.pop()?.close();
});

async function serve(
  source: () => EventSource,
  options: EventOptions = {},
): Promise<{ app: HttpApp; url: string }> {
  const app = await createHttp({
    logger: false,
    problems: [],
    isProduction: false,
    limits: { closeSeconds: 5 },
  });
  open.push(app);
  app.get('/events', (_request, reply) => sendEvents(reply, source(), options));
  const url = `${await app.listen({ port: 0, host: '127.0.0.1' })}/events`;
  return { app, url };
}

/** Listens as a page would. */
async function listen(
  url: string,
): Promise<{ answer: IncomingMessage; heard: () => string; ended: Promise<void> }> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, resolve).on('error', reject);
  });
  let text = '';
  answer.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const ended = new Promise<void>((resolve) => {
    answer.on('close', resolve).on('error', () => resolve());
  });
  return { answer, heard: () => text, ended };
}

async function* three(): AsyncGenerator<ServerEvent> {
  yield { data: { progress: 0.5 } };
  yield { event: 'job\ninjected', id: '7', data: '第一行\n第二行' };
  yield { data: undefined };
}

/** A source that gives one event, then waits for ever; `state` tells whether it was ended. */
function endless(state: { ended: boolean; aborted: boolean }): EventSource {
  return (signal) => {
    signal.addEventListener('abort', () => {
      state.aborted = true;
    });
    return (async function* () {
      try {
        yield { data: 1 };
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      } finally {
        state.ended = true;
      }
    })();
  };
}

test('a subscription becomes events: the newest state for who reads slowly, an end after the last, and a clean leave', async () => {
  let push = (_event: ServerEvent, _isLast?: boolean): void => undefined;
  let subscribed = 0;
  const source = latestEvents((listener) => {
    push = listener;
    subscribed++;
    listener({ data: 'now' });
    return () => {
      subscribed--;
    };
  });
  const leave = new AbortController();
  const events = source(leave.signal)[Symbol.asyncIterator]();
  expect((await events.next()).value).toEqual({ data: 'now' });
  for (const data of [1, 2, 3]) push({ data });
  expect((await events.next()).value).toEqual({ data: 3 });
  const next = events.next();
  push({ data: 'done' }, true);
  expect((await next).value).toEqual({ data: 'done' });
  expect([(await events.next()).done, subscribed]).toEqual([true, 0]);

  const waiting = source(leave.signal)[Symbol.asyncIterator]();
  await waiting.next();
  const never = waiting.next();
  expect(subscribed).toBe(1);
  leave.abort();
  expect([(await never).done, subscribed]).toEqual([true, 0]);

  const nothing = latestEvents(async () => null)(new AbortController().signal)[Symbol.asyncIterator]();
  expect((await nothing.next()).done).toBe(true);
});

test('events go out as the standard writes them, and the stream ends with its source', async () => {
  const { app } = await serve(three);
  const answer = await app.inject('/events');
  expect(answer.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  });
  expect(answer.body).toBe(
    'retry: 2000\n\ndata: {"progress":0.5}\n\nevent: job injected\nid: 7\ndata: "第一行\\n第二行"\n\ndata: null\n\n',
  );
});

test('a page that leaves ends the source at once, also one that waits', async () => {
  const state = { ended: false, aborted: false };
  const { app, url } = await serve(() => endless(state));
  const { answer, heard } = await listen(url);
  await vi.waitFor(() => expect(heard()).toContain('data: 1'));
  expect([app.openEventStreams.size, state.ended]).toEqual([1, false]);
  answer.destroy();
  await vi.waitFor(() =>
    expect([state.aborted, state.ended, app.openEventStreams.size]).toEqual([true, true, 0]),
  );
});

test('closing the server ends open streams cleanly and soon', async () => {
  const state = { ended: false, aborted: false };
  const { app, url } = await serve(() => endless(state));
  const { answer, heard, ended } = await listen(url);
  await vi.waitFor(() => expect(heard()).toContain('data: 1'));
  const before = Date.now();
  await app.close();
  await ended;
  expect([answer.complete, state.ended]).toEqual([true, true]);
  expect(Date.now() - before).toBeLessThan(2_000);
});

test('silence is filled with heartbeats, and a lifetime ends the stream', async () => {
  const state = { ended: false, aborted: false };
  const { url } = await serve(() => endless(state), { heartbeatMs: 20, lifetimeMs: 200 });
  const { answer, heard, ended } = await listen(url);
  await ended;
  expect(answer.complete).toBe(true);
  expect(
    heard()
      .split('\n\n')
      .filter((part) => part === ':').length,
  ).toBeGreaterThan(3);
  expect(state.ended).toBe(true);
});

test('a source that fails says so to the page without the reason', async () => {
  const { app } = await serve(async function* () {
    yield { data: 1 };
    throw new Error('select secret from table');
  });
  const answer = await app.inject('/events');
  expect(answer.body).toMatch(/data: 1\n\nevent: failure\ndata: null\n\n$/);
  expect(answer.body).not.toContain('secret');
});

test('a page that reads slowly makes the source wait', async () => {
  let made = 0;
  const { url } = await serve(async function* () {
    for (;;) {
      made++;
      yield { data: 'x'.repeat(100_000) };
    }
  });
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, resolve).on('error', reject);
  });
  answer.pause();
  await sleep(300);
  const soFar = made;
  await sleep(300);
  expect(soFar).toBeLessThan(200);
  expect(made - soFar).toBeLessThan(10);
  answer.destroy();
});

test('who comes while the server closes is told to come back', async () => {
  const app = await createHttp({ logger: false, problems: [], isProduction: false });
  app.get('/', async () => ({ ok: true }));
  let address = '';
  let turnedAway: Response | undefined;
  // Registered after ours: the server still listens, but has begun to close.
  app.addHook('preClose', async () => {
    turnedAway = await fetch(address);
  });
  address = await app.listen({ port: 0, host: '127.0.0.1' });
  await app.close();
  expect([turnedAway?.status, turnedAway?.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await turnedAway?.json()).toMatchObject({ code: 'http.shutting-down' });
});

test('answers under way finish while the server closes, and new ones are turned away', async () => {
  const app = await createHttp({ logger: false, problems: [], isProduction: false });
  open.push(app);
  app.get('/slow', async () => {
    await sleep(300);
    return { done: true };
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const slow = fetch(`${address}/slow`);
  await sleep(100);
  const closing = app.close();
  expect(await (await slow).json()).toEqual({ done: true });
  await closing;
  await expect(fetch(`${address}/slow`)).rejects.toThrow();
});
