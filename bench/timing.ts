import type { Timing } from './line.ts';

/** Times `work` `runs` times, each run counted, the first one too. */
export function time<T>(runs: number, work: () => T): { readonly timing: Timing; readonly result: T } {
  const runsS: number[] = [];
  const processorS: number[] = [];
  let result!: T;
  for (let run = 0; run < runs; run++) {
    const used = process.cpuUsage();
    const start = performance.now();
    result = work();
    runsS.push((performance.now() - start) / 1000);
    const { user, system } = process.cpuUsage(used);
    processorS.push((user + system) / 1e6);
  }
  return { timing: timingOf(runsS, processorS), result };
}

/** `processorS`: processor seconds of the same runs, where they are known. */
export function timingOf(runsS: readonly number[], processorS: readonly number[] = []): Timing {
  return { medianS: median(runsS), runsS, processorS: processorS.length > 0 ? median(processorS) : null };
}

/** The runs of two times as one. */
export function together(before: Timing, after: Timing): Timing {
  const { processorS } = timingOf([], [before.processorS ?? Number.NaN, after.processorS ?? Number.NaN]);
  return { ...timingOf([...before.runsS, ...after.runsS]), processorS };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** What both sides took of the processor: the same as above on an idle machine, and the surer figure on a busy one. */
export function processorRemark(ours: Timing, peer: Timing): string {
  if (ours.processorS === null || peer.processorS === null) return 'processor time not known';
  const ratio = peer.processorS / ours.processorS;
  return `processor time ${seconds(ours.processorS)} against ${seconds(peer.processorS)}, ${ratio.toFixed(1)}×`;
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
