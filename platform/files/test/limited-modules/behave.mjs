// Behaves as its input says. Plain JavaScript: a limited child runs built modules only.
import { openSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const behaviours = {
  echo: async ({ value }) => value,
  stream: async ({ count }, task) => {
    for (let i = 0; i < count; i++) await task.send({ i, text: '界址点'.repeat(10) });
    await task.send(new Uint8Array([0, 10, 13, 255]));
    return { sent: count };
  },
  silent: () => undefined,
  heapHog: () => {
    const kept = [];
    for (;;) kept.push(Array.from({ length: 10_000 }, (_, i) => ({ i })));
  },
  bufferHog: () => {
    const kept = [];
    for (;;) kept.push(Buffer.alloc(16 * 1024 * 1024, 1));
  },
  spin: () => {
    for (;;);
  },
  wait: () => sleep(60_000),
  crash: () => process.abort(),
  leave: () => process.exit(0),
  throws: () => {
    throw new SyntaxError('Unexpected token at row 7');
  },
  rejectsLater: () => {
    setTimeout(() => Promise.reject(new Error('forgotten')), 10);
    return sleep(60_000);
  },
  flood: async (_input, task) => {
    for (;;) await task.send('x'.repeat(100_000));
  },
  impatientFlood: (_input, task) => {
    for (;;) void task.send('x'.repeat(1_000_000));
  },
  stdoutFlood: async () => {
    const line = 'x'.repeat(60_000);
    for (let i = 0; i < 500; i++) {
      process.stdout.write(line);
      process.stderr.write(line);
    }
    return 'done';
  },
  noise: () => {
    writeSync(3, Buffer.alloc(100_000, 0xff));
    return sleep(60_000);
  },
  bigFile: ({ path }) => {
    const fd = openSync(path, 'w');
    for (;;) writeSync(fd, Buffer.alloc(1024 * 1024));
  },
  smallFile: ({ path }) => {
    writeSync(openSync(path, 'w'), 'rows');
    return { path };
  },
  environment: () => ({ env: process.env, cwd: process.cwd(), flags: process.execArgv }),
  tellPid: async (_input, task) => {
    await task.send(process.pid);
    await sleep(60_000);
  },
};

export default (input, task) => behaviours[input.do](input, task);
