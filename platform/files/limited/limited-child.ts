/**
 * The program of a limited child: reads its input from descriptor 4, runs the module named on its command line, and
 * writes messages and the result to descriptor 3. The parent holds descriptor 4 open while it lives; its end ends us.
 */
import { Socket } from 'node:net';
import { decodeFrames, encodeFrame, FrameKind } from './frames.ts';
import type { LimitedEntry, LimitedTask } from './limited-entry.ts';

const OUT = 3;
const IN = 4;
const INPUT_BYTES_MAX = 256 * 1024 * 1024;

const output = new Socket({ fd: OUT, readable: false, writable: true });
const source = new Socket({ fd: IN, readable: true, writable: false });
// Nobody listens any more.
output.on('error', () => process.exit(1));

function write(kind: FrameKind, body: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    if (output.write(encodeFrame(kind, body))) resolve();
    else output.once('drain', resolve);
  });
}

const task: LimitedTask = {
  send: (message) =>
    message instanceof Uint8Array
      ? write(FrameKind.bytes, message)
      : write(FrameKind.json, Buffer.from(JSON.stringify(message ?? null))),
};

async function run(input: unknown): Promise<void> {
  const module = (await import(process.argv[2] as string)) as { default: LimitedEntry<unknown, unknown> };
  const result = await module.default(input, task);
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, memoryMb: Math.round(maxRSS / 1024) };
  await write(FrameKind.result, Buffer.from(JSON.stringify({ result: result ?? null, usage })));
}

/** Says what went wrong, so that the parent can tell a full memory from a faulty file. */
async function fail(error: unknown): Promise<void> {
  const { name, message, code, stack }: NodeJS.ErrnoException =
    error instanceof Error ? error : new Error(String(error));
  await write(
    FrameKind.failure,
    Buffer.from(
      JSON.stringify({
        name,
        message: message.slice(0, 2_000),
        code: code ?? null,
        stack: (stack ?? '').slice(0, 4_000),
      }),
    ),
  );
}

function leave(code: number): void {
  output.end(() => process.exit(code));
}

process.on('uncaughtException', (error) => void fail(error).then(() => leave(1)));
process.on('unhandledRejection', (error) => void fail(error).then(() => leave(1)));

let started = false;
for await (const frame of decodeFrames(source, INPUT_BYTES_MAX)) {
  if (started) continue;
  started = true;
  void run(JSON.parse(Buffer.from(frame.body).toString('utf8'))).then(
    () => leave(0),
    (error) => fail(error).then(() => leave(1)),
  );
}
// The parent is gone.
process.exit(1);
