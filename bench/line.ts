import type pg from 'pg';
import type { BenchCity } from './city/bench-city.ts';
import type { Columns } from './city/column-file.ts';

/** Seconds of repeated runs of the same work. */
export interface Timing {
  readonly medianS: number;
  readonly runsS: readonly number[];
  /** Median of the processor seconds; null where they are not known. */
  readonly processorS: number | null;
}

/** One measured piece of work: a row of the table. */
export interface Row {
  readonly work: string;
  readonly ours: string;
  readonly peer: string | null;
  /** How many times faster than the peer; null where there is none to compare with. */
  readonly ratio: number | null;
  /** What is asked for, in words, and whether it was reached. */
  readonly atLeast: string;
  readonly reached: boolean;
  /** Whether the answers agree, and what else a reader needs to know. */
  readonly remarks: readonly string[];
}

/** What our side of a line hands to the comparison. */
export interface Answer {
  readonly timings: Readonly<Record<string, Timing>>;
  readonly figures: Readonly<Record<string, number>>;
  readonly columns: Columns;
}

/** Where the lines are measured. */
export interface Bench {
  readonly city: BenchCity;
  readonly cityFolder: string;
  readonly parcels: number;
  /** Runs our side of a line in a process of its own on one core. */
  ours(line: string): Promise<Answer>;
  /** Runs it once more, after the peer, since a machine is faster in one minute than in the next: the runs of both times. */
  again(line: string, before: Answer): Promise<Answer['timings']>;
  /** The peer with the city loaded, on one core. */
  peer(): Promise<pg.Client>;
  /** Runs a query of the peer once, or again while the sum stays small; returns the rows of the last run. */
  timePeer<R extends pg.QueryResultRow>(
    sql: string,
  ): Promise<{ readonly timing: Timing; readonly rows: R[] }>;
}

/** One work of the table, ours against the peer. */
export interface Line {
  readonly name: string;
  measure(bench: Bench): Promise<Row[]>;
}
