import type { Timing } from './line.ts';

/** Times `work` `runs` times, each run counted, the first one too. */
export function time<T>(runs: number, work: () => T): { readonly timing: Timing; readonly result: T } {
  const runsS: number[] = [];
  let result!: T;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    result = work();
    runsS.push((performance.now() - start) / 1000);
  }
  return { timing: timingOf(runsS), result };
}

export function timingOf(runsS: readonly number[]): Timing {
  const sorted = runsS.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const medianS = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { medianS, runsS };
}

/** "1.27 s (3 runs, 1.25 … 1.31)" */
export function timingText({ medianS, runsS }: Timing): string {
  if (runsS.length === 1) return `${seconds(medianS)} (1 run)`;
  return `${seconds(medianS)} (${runsS.length} runs, ${seconds(Math.min(...runsS))} … ${seconds(Math.max(...runsS))})`;
}

export function seconds(value: number): string {
  if (value >= 100) return `${value.toFixed(0)} s`;
  if (value >= 1) return `${value.toFixed(2)} s`;
  return value >= 0.1 ? `${(value * 1000).toFixed(0)} ms` : `${(value * 1000).toFixed(2)} ms`;
}
