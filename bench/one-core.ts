import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const TASKSET = '/usr/bin/taskset';

/** The core on which both sides run: the last one, since systems keep busy on the first. */
export const core = availableParallelism() - 1;

/** A command that keeps to one core, threads and children included, where the system can do that. */
export function onOneCore(command: string, args: readonly string[]): [string, string[]] {
  return existsSync(TASKSET) ? [TASKSET, ['-c', String(core), command, ...args]] : [command, [...args]];
}
