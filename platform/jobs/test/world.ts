import {
  COMMON_GROUND,
  type Database,
  inScope,
  newId,
  type Role,
  type Scope,
  type Transaction,
} from '@lizhu/db';
import { type TestDatabase, useTestDatabase } from '@lizhu/db/testing';
import { type Job, readJob } from '../job.ts';
import { jobsMigrations } from '../migrations.ts';

export const city = newId();
export const north = newId();
export const south = newId();
export const officer = scopeOf('land-officer', north, south);

export function scopeOf(role: Role, ...baseIds: string[]): Scope {
  return { userId: newId(), postId: newId(), role, programmeId: city, baseIds: [...baseIds, COMMON_GROUND] };
}

/** A database with the queue, and a table `shelf.effect` in which jobs leave what they did. */
export async function makeWorld(): Promise<TestDatabase> {
  const used = await useTestDatabase([jobsMigrations]);
  await used.database.owner.query(`
    create schema shelf; grant usage on schema shelf to lizhu_app;
    create table shelf.effect (programme_id uuid not null, job_id uuid not null, step integer not null, note text not null default '');
    alter table shelf.effect enable row level security; alter table shelf.effect force row level security;
    create policy scope on shelf.effect to lizhu_app
      using (programme_id = (select nullif(current_setting('lizhu.programme', true), '')::uuid));
    grant select, insert on shelf.effect to lizhu_app`);
  return used;
}

/** What a job writes through its transaction. */
export async function leaveEffect(tx: Transaction, jobId: string, step: number, note = ''): Promise<void> {
  await tx.query('insert into shelf.effect (programme_id, job_id, step, note) values ($1, $2, $3, $4)', [
    tx.scope.programmeId,
    jobId,
    step,
    note,
  ]);
}

/** The steps that a job left, in order. */
export async function effectsOf(database: Database, jobId: string): Promise<number[]> {
  const { rows } = await inScope(database, officer, (tx) =>
    tx.query<{ step: number }>('select step from shelf.effect where job_id = $1 order by step', [jobId]),
  );
  return rows.map(({ step }) => step);
}

/** Waits until a job is as wanted. @throws Error with the job as it is when that takes too long. */
export async function until(
  database: Database,
  jobId: string,
  holds: (job: Job) => boolean,
  patienceMs = 30_000,
  scope: Scope = officer,
): Promise<Job> {
  let job: Job | null = null;
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; ) {
    job = await inScope(database, scope, (tx) => readJob(tx, jobId)).catch(() => job);
    if (job !== null && holds(job)) return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Waited ${patienceMs} ms in vain: ${JSON.stringify(job)}`);
}

export const isOver = ({ state }: Job): boolean => ['done', 'failed', 'cancelled'].includes(state);
