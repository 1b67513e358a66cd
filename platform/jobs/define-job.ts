import type { Transaction } from '@lizhu/db';
import type { JobMessage } from './job.ts';

/** What a running job is given. */
export interface JobContext {
  readonly jobId: string;
  /** 1 for the first start. */
  readonly attempt: number;
  /**
   * The transaction of the job, under the scope it was asked for with. It commits together with the mark that the job is
   * done: what is written through it happens once, however often the job is started.
   */
  readonly tx: Transaction;
  /** Aborts when the job is cancelled or the server stops; long work ends soon after. */
  readonly signal: AbortSignal;
  /** Shows how far the job is, 0 to 1, at once and outside its transaction. Cheap: call it as often as you like. */
  reportProgress(progress: number, message?: JobMessage): void;
}

/** A kind of long work. */
export interface JobDefinition<Payload, Result> {
  /** Slice and verb, for example `land.commit-import`. */
  readonly kind: string;
  /** Starts before it is given up, when servers die under it or the database is away. 3 unless said otherwise. */
  readonly maxAttempts?: number;
  /**
   * Does the work. What it returns is kept as JSON. It ends the job by throwing a JobFailure; any other error ends it too,
   * except for what the database may get over (lost connection, deadlock, full disk), after which it is started again.
   */
  run(context: JobContext, payload: Payload): Promise<Result>;
}

/** Checks a definition; the types of payload and result follow from `run`. */
export function defineJob<Payload, Result>(
  definition: JobDefinition<Payload, Result>,
): JobDefinition<Payload, Result> {
  if (!/^[a-z][a-z0-9.-]{0,79}$/.test(definition.kind)) {
    throw new RangeError(
      `Cannot define the job "${definition.kind}": a kind is written like land.commit-import`,
    );
  }
  return definition;
}

/** A definition whose payload and result are of no interest, as in a list of all jobs. */
// biome-ignore lint/suspicious/noExplicitAny: a list holds jobs of different payloads, and `run` takes its own one only.
export type AnyJobDefinition = JobDefinition<any, unknown>;

/** Ends a job in a way that its owner should understand. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure';
  /** Stable, for programs: `import-not-ready`. */
  readonly code: string;
  /** For people. */
  readonly detail: JobMessage;
  constructor(code: string, detail: JobMessage) {
    super(detail.en);
    this.code = code;
    this.detail = detail;
  }
}
