import type { ImportState } from '@lizhu/land/contract';

/** The steps that a person sees, in order. */
export const importSteps = ['file', 'mapping', 'check', 'commit'] as const;
export type ImportStepName = (typeof importSteps)[number];

/** Which step a state belongs to. */
export function stepOf(state: ImportState): ImportStepName {
  switch (state) {
    case 'uploaded':
    case 'refused':
    case 'discarded':
      return 'file';
    case 'proposed':
      return 'mapping';
    case 'checking':
    case 'checked':
    case 'failed':
      return 'check';
    default:
      return 'commit';
  }
}

/** Whether the server works on it now. */
export function isRunning(state: ImportState): boolean {
  return state === 'uploaded' || state === 'checking' || state === 'committing' || state === 'undoing';
}
