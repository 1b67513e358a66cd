import type { Transaction } from '@lizhu/db';
import type {
  Import,
  ImportMapping,
  ImportProposal,
  ImportReport,
  ImportState,
  ImportTarget,
} from '../contract.ts';
import { cleanJson } from '../imports/clean-text.ts';

/** A report as it is kept: what a kind of fault is called is said when it is read. */
export interface KeptReport extends Omit<ImportReport, 'faults'> {
  readonly faults: Omit<ImportReport['faults'][number], 'title'>[];
}

/** An import as it is kept; what runs on it is a job of its own. */
export interface StoredImport {
  readonly id: string;
  readonly baseId: string;
  readonly revision: number;
  readonly state: ImportState;
  readonly fileId: string;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly target: ImportTarget | null;
  readonly createdAt: Date;
  readonly createdByName: string;
  /** Null in a list too. */
  readonly proposal: ImportProposal | null;
  readonly wasProposed: boolean;
  readonly mapping: ImportMapping | null;
  readonly report: KeptReport | null;
  readonly problem: Import['problem'];
  readonly jobId: string | null;
}

export interface NewImport {
  readonly id: string;
  readonly baseId: string;
  readonly file: {
    readonly id: string;
    readonly name: string;
    readonly bytes: number;
    readonly sha256: string;
  };
  readonly jobId: string;
  readonly createdAt: Date;
  readonly createdByName: string;
}

/** What a step changes. */
export interface ImportChange {
  readonly state: ImportState;
  readonly target?: ImportTarget | null;
  readonly proposal?: ImportProposal;
  readonly mapping?: ImportMapping;
  readonly report?: KeptReport | null;
  readonly problem?: Import['problem'];
  readonly jobId?: string | null;
}

interface Row {
  readonly id: string;
  readonly base_id: string;
  readonly revision: number;
  readonly state: ImportState;
  readonly file_id: string;
  readonly file_name: string;
  readonly file_bytes: bigint;
  readonly target: ImportTarget | null;
  readonly created_at: Date;
  readonly created_by_name: string;
  readonly proposal: ImportProposal | null;
  readonly was_proposed: boolean;
  readonly mapping: ImportMapping | null;
  readonly report: KeptReport | null;
  readonly problem: Import['problem'];
  readonly job_id: string | null;
}

const columns = `id, base_id, revision, state, file_id, file_name, file_bytes, target, created_at, created_by_name, mapping, report,
  problem, job_id, proposal is not null as was_proposed`;

export async function addImport(tx: Transaction, entry: NewImport): Promise<void> {
  const { programmeId, userId } = tx.scope;
  await tx.query(
    `insert into land.import (programme_id, base_id, id, state, file_id, file_name, file_bytes, file_sha256, created_at,
       created_by, created_by_name, job_id)
     values ($1, $2, $3, 'uploaded', $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      programmeId,
      entry.baseId,
      entry.id,
      entry.file.id,
      entry.file.name,
      entry.file.bytes,
      entry.file.sha256,
      entry.createdAt,
      userId,
      entry.createdByName,
      entry.jobId,
    ],
  );
}

/** An import that the scope may see; null when there is none. */
export async function readStoredImport(tx: Transaction, id: string): Promise<StoredImport | null> {
  return one(tx, id, '');
}

/** The same, held against every other change until the transaction ends. */
export async function lockImport(tx: Transaction, id: string): Promise<StoredImport | null> {
  return one(tx, id, 'for update');
}

async function one(tx: Transaction, id: string, lock: '' | 'for update'): Promise<StoredImport | null> {
  const { rows } = await tx.query<Row>(`select ${columns}, proposal from land.import where id = $1 ${lock}`, [
    id,
  ]);
  return rows[0] === undefined ? null : importOfRow(rows[0]);
}

/** Imports newest first, without their proposals, which only the page of one import shows. */
export async function listStoredImports(
  tx: Transaction,
  {
    after,
    limit,
  }: { readonly after: readonly [createdAt: string, id: string] | null; readonly limit: number },
): Promise<StoredImport[]> {
  const { rows } = await tx.query<Row>(
    `select ${columns}, null as proposal from land.import
     where $1::timestamptz is null or (created_at, id) < ($1::timestamptz, $2::uuid)
     order by created_at desc, id desc limit $3`,
    [after?.[0] ?? null, after?.[1] ?? null, limit],
  );
  return rows.map(importOfRow);
}

const changeable = {
  state: 'state',
  target: 'target',
  proposal: 'proposal',
  mapping: 'mapping',
  report: 'report',
  problem: 'problem',
  jobId: 'job_id',
} as const satisfies Record<keyof ImportChange, string>;

/** Takes an import to its next revision. */
export async function changeImport(tx: Transaction, id: string, change: ImportChange): Promise<void> {
  const values: unknown[] = [id];
  const sets = ['revision = revision + 1'];
  for (const [key, column] of Object.entries(changeable)) {
    const value = change[key as keyof ImportChange];
    if (value === undefined) continue;
    values.push(typeof value === 'object' && value !== null ? cleanJson(value) : value);
    sets.push(`${column} = $${values.length}`);
  }
  await tx.query(`update land.import set ${sets.join(', ')} where id = $1`, values);
}

function importOfRow(row: Row): StoredImport {
  return {
    id: row.id,
    baseId: row.base_id,
    revision: row.revision,
    state: row.state,
    fileId: row.file_id,
    fileName: row.file_name,
    fileBytes: Number(row.file_bytes),
    target: row.target,
    createdAt: row.created_at,
    createdByName: row.created_by_name,
    proposal: row.proposal,
    wasProposed: row.was_proposed,
    mapping: row.mapping,
    report: row.report,
    problem: row.problem,
    jobId: row.job_id,
  };
}
