import type { ReadinessLine } from '@lizhu/land/contract';

export type Lines = readonly ReadinessLine[];

/** A table under edit: what it is now, what it was before each change, and what was taken back. */
export interface EditHistory {
  readonly past: readonly Lines[];
  readonly now: Lines;
  readonly future: readonly Lines[];
  /** Names the latest change; further changes of the same name fold into it, so that typing a number is one step. */
  readonly latest: string;
}

const DEPTH = 200;

export function beginEdit(lines: Lines): EditHistory {
  return { past: [], now: lines, future: [], latest: '' };
}

/** A change made at a place; places that differ are different steps. */
export function edited(history: EditHistory, lines: Lines, place: string): EditHistory {
  if (lines === history.now) return history;
  const folds = place !== '' && place === history.latest;
  return {
    past: folds ? history.past : [...history.past, history.now].slice(-DEPTH),
    now: lines,
    future: [],
    latest: place,
  };
}

export function undone(history: EditHistory): EditHistory {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    now: before,
    future: [history.now, ...history.future],
    latest: '',
  };
}

export function redone(history: EditHistory): EditHistory {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.now], now: next, future, latest: '' };
}

/** Whether two tables say the same. */
export function sameLines(a: Lines, b: Lines): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
