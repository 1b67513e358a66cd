import { describe, expect, test, vi } from 'vitest';

// Before anything asks whether prlimit is here.
vi.hoisted(() => {
  process.env.PATH = '/nonexistent';
});

import { hasPrlimit } from '../limited/process-limits.ts';
import { runLimited } from '../limited/run-limited.ts';

const behave = new URL('limited-modules/behave.mjs', import.meta.url);
const limits = { memoryMb: 64, cpuSeconds: 20, wallSeconds: 20 };

describe('where prlimit is missing', () => {
  test('work goes on', async () => {
    expect(hasPrlimit()).toBe(false);
    const outcome = await runLimited(behave, { do: 'echo', value: '宗地' }, limits);
    expect(outcome).toMatchObject({ fault: null, result: '宗地' });
  });

  test('heap, time and output are limited still', async () => {
    const heap = await runLimited(behave, { do: 'heapHog' }, limits);
    expect(heap.fault?.code).toBe('memory');
    const loop = await runLimited(behave, { do: 'spin' }, { ...limits, wallSeconds: 1 });
    expect(loop.fault?.code).toBe('wall-time');
    const flood = await runLimited(
      behave,
      { do: 'flood' },
      { ...limits, outputMb: 1, onMessage: () => undefined },
    );
    expect(flood.fault?.code).toBe('output');
  });
});
