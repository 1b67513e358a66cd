import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { setPriority } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { decodeFrames, encodeFrame, type Frame, FrameError, FrameKind } from './frames.ts';
import { type LimitFault, type LimitFaultCode, limitFault } from './limit-fault.ts';
import { defaultProcessLimits, limitedCommand, type ProcessLimits } from './process-limits.ts';

export interface RunLimitedOptions<Message> extends Partial<ProcessLimits> {
  /** Takes the messages one after the other; while it works, the child waits. What it throws ends the child and is thrown on. */
  readonly onMessage?: (message: Message | Uint8Array) => void | Promise<void>;
  /** Working and temporary folder of the child. By default the parent's. */
  readonly folder?: string;
  readonly signal?: AbortSignal;
}

export interface Usage {
  readonly cpuSeconds: number;
  /** Largest resident memory, in MiB. */
  readonly memoryMb: number;
}

/** Either a result or a fault. */
export type LimitedOutcome<Result> =
  | { readonly fault: null; readonly result: Result; readonly usage: Usage }
  | { readonly fault: LimitFault; readonly result: null; readonly usage: null };

/** The largest single message. */
const FRAME_BYTES_MAX = 64 * 1024 * 1024;
const LAST_WORDS = 8_192;
const MIB = 1024 * 1024;
/** Parsing yields to the server that waits for it. */
const CHILD_NICENESS = 5;

/**
 * Runs the default export of a module in a process of its own, under limits of memory, computing time, time, file size and
 * output, without the environment of this process. Worker threads are no such boundary: a crash in one ends the server.
 *
 * @param entry A built module, by path or file URL; see LimitedEntry.
 * @param input Travels as JSON.
 * @throws What `onMessage` throws; Error when the child cannot be started at all.
 */
export async function runLimited<Result, Message = unknown>(
  entry: string | URL,
  input: unknown,
  options: RunLimitedOptions<Message> = {},
): Promise<LimitedOutcome<Result>> {
  const limits = limitsOf(options);
  if (options.signal?.aborted === true) return refused('aborted', limits, '');
  const child = start(entry, limits, options.folder);
  const watch = watchOver(child, limits, options.signal);
  const conversation = new Conversation(limits, options.onMessage);
  try {
    (child.stdio[4] as Writable)
      .on('error', () => undefined)
      .write(encodeFrame(FrameKind.input, Buffer.from(JSON.stringify(input ?? null))));
    await conversation.listen(child.stdio[3] as Readable);
  } catch (error) {
    conversation.broken = error as Error;
  } finally {
    // After the result, the child has nothing left to do; before it, it is in the way.
    child.kill('SIGKILL');
  }
  const { signal: endedBy, lastWords, startError } = await watch.ended;
  if (startError !== null)
    throw new Error(`Cannot start a limited process: ${startError.message}`, { cause: startError });
  if (conversation.broken !== null && !(conversation.broken instanceof FrameError)) throw conversation.broken;
  if (conversation.done !== null)
    return { fault: null, ...(conversation.done as { result: Result; usage: Usage }) };
  const code = watch.stoppedFor() ?? conversation.faultCode() ?? codeOfEnd(endedBy, lastWords);
  return refused(code, limits, conversation.failure?.stack ?? conversation.broken?.message ?? lastWords);
}

function start(entry: string | URL, limits: ProcessLimits, folder: string | undefined): ChildProcess {
  const program = createRequire(import.meta.url).resolve('@lizhu/files/limited-child');
  const url =
    entry instanceof URL ? entry.href : entry.startsWith('file:') ? entry : pathToFileURL(entry).href;
  const { command, args } = limitedCommand(limits, [program, url]);
  return spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    env: environmentOf(folder),
    ...(folder === undefined ? {} : { cwd: folder }),
    windowsHide: true,
  });
}

/** Only what a program needs to find its way: no database address, no secret. */
function environmentOf(folder: string | undefined): NodeJS.ProcessEnv {
  const { PATH, TZ, SystemRoot } = process.env;
  const given = { PATH, TZ, SystemRoot, LANG: 'C.UTF-8', TMPDIR: folder };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

interface Watch {
  /** Why we stopped it; null when we did not. */
  stoppedFor(): LimitFaultCode | null;
  readonly ended: Promise<{
    readonly signal: NodeJS.Signals | null;
    readonly lastWords: string;
    readonly startError: Error | null;
  }>;
}

/** Stops the child when its time is up or the caller gives up, and gathers its last words. */
function watchOver(
  child: ChildProcess,
  { wallSeconds }: ProcessLimits,
  signal: AbortSignal | undefined,
): Watch {
  let stoppedFor: LimitFaultCode | null = null;
  let lastWords = '';
  const stop = (why: LimitFaultCode): void => {
    stoppedFor ??= why;
    child.kill('SIGKILL');
  };
  const onAbort = (): void => stop('aborted');
  signal?.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(stop, wallSeconds * 1000, 'wall-time');
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-LAST_WORDS);
  });
  child.once('spawn', () => {
    try {
      setPriority(child.pid as number, CHILD_NICENESS);
    } catch {
      // It has ended already, or the system knows no priorities.
    }
  });
  const ended = new Promise<Awaited<Watch['ended']>>((resolve) => {
    const settle = (endedBy: NodeJS.Signals | null, startError: Error | null): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve({ signal: endedBy, lastWords, startError });
    };
    child.once('error', (error) => {
      if (child.pid === undefined) settle(null, error);
    });
    child.once('close', (_code, endedBy) => settle(endedBy, null));
  });
  return { stoppedFor: () => stoppedFor, ended };
}

interface Failure {
  readonly name: string;
  readonly message: string;
  readonly code: string | null;
  readonly stack: string;
}

/** What came out of the child. */
class Conversation<Message> {
  done: unknown = null;
  failure: Failure | null = null;
  broken: Error | null = null;
  readonly #outputBytesMax: number;
  readonly #onMessage: RunLimitedOptions<Message>['onMessage'];
  #bytes = 0;

  constructor(limits: ProcessLimits, onMessage: RunLimitedOptions<Message>['onMessage']) {
    this.#outputBytesMax = limits.outputMb * MIB;
    this.#onMessage = onMessage;
  }

  async listen(output: Readable): Promise<void> {
    for await (const frame of decodeFrames(output, Math.min(FRAME_BYTES_MAX, this.#outputBytesMax))) {
      this.#bytes += frame.body.length;
      if (this.#bytes > this.#outputBytesMax)
        throw new FrameError(`The child sent more than ${this.#outputBytesMax} bytes`);
      await this.#take(frame);
      if (this.done !== null || this.failure !== null) return;
    }
  }

  async #take({ kind, body }: Frame): Promise<void> {
    if (kind === FrameKind.bytes) await this.#onMessage?.(Uint8Array.from(body));
    else if (kind === FrameKind.json) await this.#onMessage?.(parse(body) as Message);
    else if (kind === FrameKind.result) this.done = parse(body);
    else if (kind === FrameKind.failure) this.failure = parse(body) as Failure;
  }

  faultCode(): LimitFaultCode | null {
    if (this.broken !== null) return 'output';
    if (this.failure === null) return null;
    const { message, code } = this.failure;
    if (
      /allocation failed|out of memory/i.test(message) ||
      code === 'ENOMEM' ||
      code === 'ERR_MEMORY_ALLOCATION_FAILED'
    )
      return 'memory';
    if (code === 'EFBIG' || code === 'SQLITE_FULL') return 'file-size';
    return 'failed';
  }
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8'));
  } catch {
    throw new FrameError('The child sent what is no JSON');
  }
}

function codeOfEnd(signal: NodeJS.Signals | null, lastWords: string): LimitFaultCode {
  if (signal === 'SIGXCPU') return 'cpu-time';
  if (signal === 'SIGXFSZ') return 'file-size';
  if (/out of memory|allocation failed|bad_alloc/i.test(lastWords)) return 'memory';
  return 'crashed';
}

function refused<Result>(
  code: LimitFaultCode,
  limits: ProcessLimits,
  detail: string,
): LimitedOutcome<Result> {
  return { fault: limitFault(code, { ...limits }, detail), result: null, usage: null };
}

function limitsOf(options: Partial<ProcessLimits>): ProcessLimits {
  const limits = {
    memoryMb: options.memoryMb ?? defaultProcessLimits.memoryMb,
    cpuSeconds: options.cpuSeconds ?? defaultProcessLimits.cpuSeconds,
    wallSeconds: options.wallSeconds ?? defaultProcessLimits.wallSeconds,
    fileMb: options.fileMb ?? defaultProcessLimits.fileMb,
    outputMb: options.outputMb ?? defaultProcessLimits.outputMb,
  };
  for (const [name, value] of Object.entries(limits)) {
    if (!(value > 0 && Number.isFinite(value)))
      throw new RangeError(`Cannot run under limits: ${name} is ${value}, a positive number is expected`);
  }
  return limits;
}
