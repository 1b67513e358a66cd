import { spawnSync } from 'node:child_process';

/** What a child may use. */
export interface ProcessLimits {
  /** JavaScript heap and buffers together, beside about 190 MB of Node's own. */
  readonly memoryMb: number;
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** Largest file that it may write. */
  readonly fileMb: number;
  /** All that it may send to the parent. */
  readonly outputMb: number;
}

export const defaultProcessLimits: ProcessLimits = {
  memoryMb: 512,
  cpuSeconds: 120,
  wallSeconds: 300,
  fileMb: 512,
  outputMb: 1_024,
};

/**
 * Node's own writable memory: stacks of its nine threads (72 MB, reserved at start), a young generation that grows to 48 MB
 * however small the old one is, and code. With 128 MB, a child that held 12 MB ended for want of memory in half of all runs.
 */
const NODE_MB = 192;
const MIB = 1024 * 1024;

let prlimit: boolean | undefined;

/** Whether `prlimit` (util-linux) is here. Without it the heap, the time and the output are limited, buffers and files are not. */
export function hasPrlimit(): boolean {
  prlimit ??=
    process.platform === 'linux' && spawnSync('prlimit', ['--version'], { stdio: 'ignore' }).status === 0;
  return prlimit;
}

/** The command that starts Node under the limits: `prlimit` sets them and then becomes Node. */
export function limitedCommand(
  limits: ProcessLimits,
  nodeArguments: readonly string[],
): { readonly command: string; readonly args: readonly string[] } {
  const node = [
    `--max-old-space-size=${Math.max(16, Math.floor(limits.memoryMb))}`,
    '--no-warnings',
    ...nodeArguments,
  ];
  if (!hasPrlimit()) return { command: process.execPath, args: node };
  const cpu = Math.max(1, Math.ceil(limits.cpuSeconds));
  return {
    command: 'prlimit',
    args: [
      `--data=${Math.floor((limits.memoryMb + NODE_MB) * MIB)}`,
      `--cpu=${cpu}:${cpu + 1}`,
      `--fsize=${Math.floor(limits.fileMb * MIB)}`,
      '--core=0',
      process.execPath,
      ...node,
    ],
  };
}
