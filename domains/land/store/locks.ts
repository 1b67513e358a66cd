import type { Transaction } from '@lizhu/db';

/**
 * Waits until no other transaction that rewrites the programme's ledger or its facts is under way, and keeps them waiting
 * until this one ends: a build must not compute facts of parcels that an import is just replacing.
 */
export function lockLedger(tx: Transaction): Promise<void> {
  return lock(tx, 'ledger');
}

/** The same for those who save a readiness table: the second then sees what the first saved. */
export function lockReadinessTable(tx: Transaction): Promise<void> {
  return lock(tx, 'readiness-table');
}

async function lock(tx: Transaction, what: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `lizhu.land.${what} ${tx.scope.programmeId}`,
  ]);
}
