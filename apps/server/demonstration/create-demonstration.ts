import { type Database, inScope, type Scope, type Transaction } from '@lizhu/db';
import { type City, generateCity } from '@lizhu/demo';
import { listJobs } from '@lizhu/jobs';
import { type LandContext, loadLedger, measureBases } from '@lizhu/land';
import { basesOf, foundProgramme, readProgramme } from '@lizhu/programme';
import { createAccounts } from './accounts.ts';
import { ledgerOf } from './city-ledger.ts';
import { systemScope } from './system-scope.ts';

/** The demonstration is found again by its id, whatever else the database holds. */
const PROGRAMME_ID = '01790000-0000-7000-8000-000000000001';

/**
 * Makes the demonstration programme, or finishes one whose making was cut off: each step looks whether it was done, and is
 * done in one transaction.
 */
export async function createDemonstration(
  context: LandContext,
  parcels: number,
  say: (line: string) => void,
): Promise<void> {
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
  const read = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    inScope(database, scope, work, { readOnly: true });

  const programme = (await read((tx) => readProgramme(tx, measureBases)))!;
  const baseIds = new Map(programme.bases.map(({ code, id }) => [code, id]));
  if (programme.bases.every(({ areaSqm }) => areaSqm === null)) {
    say('Loading its parcels, plans and boundaries');
    await loadLedger(database, scope, ledgerOf(city(), baseIds, now()));
  }
  await builds(database, scope, say);
  await createAccounts(database, PROGRAMME_ID, baseIds, now());
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
