import { listEvents, recordEvent } from '@lizhu/audit';
import { type Database, inScope, type Scope, type Transaction, WHOLE_PROGRAMME } from '@lizhu/db';
import { type City, generateCity } from '@lizhu/demo';
import type { HttpApp } from '@lizhu/http';
import { listJobs } from '@lizhu/jobs';
import { type LandContext, loadLedger, measureBases } from '@lizhu/land';
import { basesOf, foundProgramme, readProgramme } from '@lizhu/programme';
import { systemScope } from '../system-scope.ts';
import { createAccounts } from './accounts.ts';
import { ledgerOf } from './city-ledger.ts';
import { publishSites } from './publish-sites.ts';

/** The demonstration is found again by its id, whatever else the database holds. */
const PROGRAMME_ID = '01790000-0000-7000-8000-000000000001';

/**
 * Makes the demonstration programme, or finishes one whose making was cut off: each step looks whether it was done, and is
 * done in one transaction. What people change later stays changed.
 *
 * @returns The last step, for when the server can answer; null when all was done before.
 */
export async function createDemonstration(
  context: LandContext,
  parcels: number,
  say: (line: string) => void,
): Promise<((app: HttpApp) => Promise<void>) | null> {
  const { database, now } = context;
  let drawn: City | null = null;
  const city = (): City => {
    drawn ??= generateCity({ parcels });
    return drawn;
  };
  if ((await basesOf(database, PROGRAMME_ID)).length === 0) {
    say('Drawing the demonstration city');
    const { programme, bases } = city();
    await foundProgramme(database, { ...programme, id: PROGRAMME_ID, code: 'dg-demo', bases }, now());
  }
  const scope = systemScope(PROGRAMME_ID, await basesOf(database, PROGRAMME_ID));
  const inSystem = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => inScope(database, scope, work);
  if (await inSystem(isComplete)) return null;

  const { bases } = (await inSystem((tx) => readProgramme(tx, measureBases)))!;
  const baseIds = new Map(bases.map(({ code, id }) => [code, id]));
  if (bases.every(({ areaSqm }) => areaSqm === null)) {
    say('Loading its parcels, plans and boundaries');
    await loadLedger(database, scope, ledgerOf(city(), baseIds, now()));
  }
  await createAccounts(database, PROGRAMME_ID, baseIds, now());
  await builds(database, scope, say);
  return async (app) => {
    say('Finding its first sites');
    await publishSites(app, bases);
    await inSystem((tx) => recordEvent(tx, { action: COMPLETE, subject, baseId: WHOLE_PROGRAMME }));
  };
}

const COMPLETE = 'demonstration.complete';
const subject = { kind: 'demonstration', id: PROGRAMME_ID };

async function isComplete(tx: Transaction): Promise<boolean> {
  const { events } = await listEvents(tx, { subject, limit: 1 });
  return events.length > 0;
}

const LOOK_AGAIN_MS = 150;

/** Waits until readiness is decided: the first page should not be grey. */
async function builds(database: Database, scope: Scope, say: (line: string) => void): Promise<void> {
  for (let told = false; ; told = true) {
    const [job] = await inScope(database, scope, (tx) => listJobs(tx, { kind: 'land.build', limit: 1 }), {
      readOnly: true,
    });
    if (job === undefined || job.state === 'done' || job.state === 'cancelled') return;
    if (job.state === 'failed')
      throw new Error(`Cannot decide readiness: ${job.error?.detail?.en ?? job.error?.code}`);
    if (!told) say('Deciding the readiness of every parcel');
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
