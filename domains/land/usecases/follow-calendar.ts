import type { Transaction } from '@lizhu/db';
import { requestBuild } from './request-build.ts';

/**
 * Has facts computed anew where a version of a layer or a boundary came into force by its date, or went out of it, since they were
 * computed last. For the system, at the beginning of each day in China.
 *
 * @returns The id of the job; null when the facts are of today's versions.
 */
export async function followCalendar(tx: Transaction): Promise<string | null> {
  const { rows } = await tx.query<{ turned: boolean }>(
    `with built as (select (max(computed_at) at time zone 'Asia/Shanghai')::date as day from land.parcel_fact),
       turn as (
         select effective_from as day from land.layer union all select effective_to from land.layer
         union all select effective_from from land.base_boundary union all select effective_to from land.base_boundary)
     select exists (select from turn, built where turn.day > built.day and turn.day <= land.today()) as turned`,
  );
  return rows[0]!.turned ? await requestBuild(tx) : null;
}
