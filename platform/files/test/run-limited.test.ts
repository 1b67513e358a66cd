import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hasPrlimit } from '../limited/process-limits.ts';
import { type LimitedOutcome, type RunLimitedOptions, runLimited } from '../limited/run-limited.ts';

const behave = new URL('limited-modules/behave.mjs', import.meta.url);
let scratch: string;
beforeAll(async () => {
  scratch = await realpath(await mkdtemp(join(tmpdir(), 'lizhu-limited-')));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

function run(
  what: string,
  options: RunLimitedOptions<unknown> = {},
  input: object = {},
): Promise<LimitedOutcome<unknown>> {
  return runLimited(
    behave,
    { do: what, ...input },
    { memoryMb: 64, cpuSeconds: 20, wallSeconds: 20, ...options },
  );
}

describe('normal work', () => {
  test('gives its result and what it used', async () => {
    const value = { rows: [1, null, '宗地'], nested: { deep: true } };
    const outcome = await run('echo', {}, { value });
    expect(outcome.fault).toBeNull();
    expect(outcome.result).toEqual(value);
    expect(outcome.usage?.memoryMb).toBeGreaterThan(20);
    expect((await run('silent')).result).toBeNull();
  });

  test('streams messages in order, bytes as bytes', async () => {
    const received: unknown[] = [];
    const outcome = await run(
      'stream',
      { onMessage: (message) => void received.push(message) },
      { count: 5_000 },
    );
    expect(outcome.result).toEqual({ sent: 5_000 });
    expect(received).toHaveLength(5_001);
    expect(received.slice(0, -1).map((message) => (message as { i: number }).i)).toEqual(
      Array.from({ length: 5_000 }, (_, i) => i),
    );
    expect(received.at(-1)).toEqual(new Uint8Array([0, 10, 13, 255]));
  });

  test('makes the child wait while a message is being worked on', async () => {
    let busy = 0;
    let most = 0;
    let seen = 0;
    await run(
      'flood',
      {
        wallSeconds: 1.5,
        onMessage: async () => {
          busy++;
          most = Math.max(most, busy);
          seen++;
          await sleep(50);
          busy--;
        },
      },
      {},
    );
    expect(most).toBe(1);
    expect(seen).toBeGreaterThan(2);
    expect(seen).toBeLessThan(40);
  });

  test('writes results to the file that it is given', async () => {
    const path = join(scratch, 'rows');
    expect((await run('smallFile', {}, { path })).result).toEqual({ path });
    expect(await readFile(path, 'utf8')).toBe('rows');
  });

  test('sees nothing of our environment and works in its folder', async () => {
    process.env.LIZHU_TEST_SECRET = 'postgres://owner:secret@localhost';
    const outcome = await run('environment', { folder: scratch });
    delete process.env.LIZHU_TEST_SECRET;
    const { env, cwd } = outcome.result as { env: Record<string, string>; cwd: string };
    expect(
      Object.keys(env)
        .filter((name) => name !== 'TZ')
        .sort(),
    ).toEqual(['LANG', 'PATH', 'TMPDIR']);
    expect(cwd).toBe(scratch);
  });

  test('chatter on stdout and stderr harms nobody', async () => {
    expect((await run('stdoutFlood')).result).toBe('done');
  });
});

describe('limits', () => {
  test('a heap that grows without end', async () => {
    expect((await run('heapHog')).fault?.code).toBe('memory');
  });

  test.runIf(hasPrlimit())('buffers that grow without end', async () => {
    const outcome = await run('bufferHog');
    expect(outcome.fault?.code).toBe('memory');
    expect(outcome.fault?.message.zh).toBe('处理这个文件需要的内存超过 64 MB');
  });

  test.runIf(hasPrlimit())('an endless loop ends by computing time', async () => {
    const before = Date.now();
    expect((await run('spin', { cpuSeconds: 1 })).fault?.code).toBe('cpu-time');
    expect(Date.now() - before).toBeLessThan(15_000);
  });

  test('an endless loop and an endless wait end by the clock', async () => {
    expect((await run('spin', { wallSeconds: 0.6 })).fault?.code).toBe('wall-time');
    expect((await run('wait', { wallSeconds: 0.6 })).fault?.code).toBe('wall-time');
  });

  test.runIf(hasPrlimit())('a file that grows without end', async () => {
    const path = join(scratch, 'big');
    expect((await run('bigFile', { fileMb: 3 }, { path })).fault?.code).toBe('file-size');
    expect((await stat(path)).size).toBe(3 * 1024 * 1024);
  });

  test('a flood of messages, at the declared limit', async () => {
    let bytes = 0;
    const outcome = await run('flood', {
      outputMb: 5,
      onMessage: (message) => {
        bytes += (message as string).length;
      },
    });
    expect(outcome.fault?.code).toBe('output');
    expect(bytes).toBeLessThanOrEqual(5 * 1024 * 1024);
  });

  test('a flood that does not wait fills the memory of the child, not ours', async () => {
    const before = process.memoryUsage().rss;
    const outcome = await run('impatientFlood', { onMessage: () => sleep(20) });
    expect(outcome.fault?.code).toBe('memory');
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });

  test('noise in place of messages', async () => {
    expect((await run('noise')).fault?.code).toBe('output');
  });
});

describe('bad luck', () => {
  test('a crash', async () => {
    expect((await run('crash')).fault?.code).toBe('crashed');
    expect((await run('leave')).fault?.code).toBe('crashed');
  });

  test('an exception, with the place for the log only', async () => {
    const { fault } = await run('throws');
    expect(fault?.code).toBe('failed');
    expect(fault?.detail).toContain('SyntaxError: Unexpected token at row 7');
    expect(JSON.stringify(fault?.message)).not.toContain('row 7');
    expect((await run('rejectsLater')).fault?.code).toBe('failed');
  });

  test('a module that is not there', async () => {
    const { fault } = await runLimited(join(scratch, 'absent.mjs'), null);
    expect(fault?.code).toBe('failed');
    expect(fault?.detail).toContain('absent.mjs');
  });

  test('an abort, before and during', async () => {
    expect((await run('echo', { signal: AbortSignal.abort() })).fault?.code).toBe('aborted');
    const before = Date.now();
    expect((await run('wait', { signal: AbortSignal.timeout(300) })).fault?.code).toBe('aborted');
    expect(Date.now() - before).toBeLessThan(5_000);
  });

  test('an error of the one who takes the messages ends the child and is passed on', async () => {
    const before = Date.now();
    const failing = run('flood', {
      onMessage: () => {
        throw new Error('database is away');
      },
    });
    await expect(failing).rejects.toThrow('database is away');
    expect(Date.now() - before).toBeLessThan(5_000);
  });

  test.runIf(process.platform === 'linux')('the death of the parent ends the child too', async () => {
    const parent = spawn(
      process.execPath,
      [fileURLToPath(new URL('limited-modules/parent.mjs', import.meta.url))],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    expect(stateOf(pid)).toMatch(/[SRD]/);
    parent.kill('SIGKILL');
    await vi.waitFor(() => expect(stateOf(pid)).toMatch(/gone|Z/), { timeout: 5_000, interval: 50 });
  });

  test('a limit that is no number is a mistake of the program', async () => {
    await expect(run('echo', { memoryMb: Number.NaN })).rejects.toThrow(
      'Cannot run under limits: memoryMb is NaN, a positive number is expected',
    );
  });

  test('ten children at once, each under its own limits', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        i % 2 === 0 ? run('echo', {}, { value: i }) : run('spin', { wallSeconds: 1.5 }),
      ),
    );
    expect(outcomes.map(({ fault, result }) => fault?.code ?? result)).toEqual([
      0,
      'wall-time',
      2,
      'wall-time',
      4,
      'wall-time',
      6,
      'wall-time',
      8,
      'wall-time',
    ]);
  });
});

/** The state letter of a Linux process. */
function stateOf(pid: number): string {
  try {
    return /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? 'gone';
  } catch {
    return 'gone';
  }
}
