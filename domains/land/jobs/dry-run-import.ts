import { WHOLE_PROGRAMME } from '@lizhu/db';
import type { SentFeature } from '@lizhu/geodata/limited-read';
import { defineJob, type JobContext, type JobDefinition } from '@lizhu/jobs';
import type { Import } from '../contract.ts';
import { FabricThread } from '../fabric/fabric-thread.ts';
import { endingOnFullDisk, importProblem } from '../imports/import-failure.ts';
import { Intake } from '../imports/intake.ts';
import { readFile } from '../imports/limited-file.ts';
import { workAhead } from '../imports/work-ahead.ts';
import type { LandContext } from '../routes/land-context.ts';
import { clearFindings } from '../store/import-features.ts';
import { changeImport, type StoredImport } from '../store/imports.ts';
import { IMPORT_ATTEMPTS_MAX, type ImportJob, takeImport } from './import-job.ts';

/** The child reads on while so many of its batches wait for the database. */
const BATCHES_AHEAD = 6;
/** Reading takes most of the time; weighing features against each other the rest. */
const READING_SHARE = 0.85;

/** Reads and checks every feature of a file without touching the ledger, and reports. */
export function dryRunImportJob({ files }: LandContext): JobDefinition<ImportJob, null> {
  return defineJob({
    kind: 'land.dry-run-import',
    maxAttempts: IMPORT_ATTEMPTS_MAX,
    run: async (job, payload) => {
      const entry = await takeImport(job, payload, 'checking');
      if (entry === null) return null;
      await clearFindings(job.tx, entry.id);
      const file = await files.open(entry.fileId);
      const problem =
        file === null ? importProblem('file-gone') : await endingOnFullDisk(() => check(job, entry, file));
      if (problem === null) return null;
      await clearFindings(job.tx, entry.id);
      // Where the file is not as it was confirmed, it is to be confirmed anew.
      const state = problem.code === 'land.reading-differs' ? 'proposed' : 'failed';
      await changeImport(job.tx, entry.id, { state, problem });
      return null;
    },
  });
}

async function check(
  { tx, signal, reportProgress }: JobContext,
  entry: StoredImport,
  file: NonNullable<Awaited<ReturnType<LandContext['files']['open']>>>,
): Promise<Import['problem']> {
  const mapping = entry.mapping!;
  const expected = expectedFeatures(entry);
  const onlyBaseId = entry.baseId === WHOLE_PROGRAMME ? null : entry.baseId;
  const intake = await Intake.open(tx, { key: entry, mapping, onlyBaseId });
  const line = workAhead(async (batch: readonly SentFeature[]) => {
    await intake.take(batch);
    const read = intake.features;
    const share = expected === null ? read / (read + 20_000) : Math.min(1, read / expected);
    reportProgress(READING_SHARE * share, {
      zh: `已检查 ${read.toLocaleString('en')} 个要素`,
      en: `${read.toLocaleString('en')} features checked`,
    });
  }, BATCHES_AHEAD);
  let problem: Import['problem'];
  try {
    ({ problem } = await readFile(file, mapping, signal, line.push));
  } finally {
    // Also when reading was cut short: nothing may go on in the transaction after this.
    await line.finish();
  }
  if (problem !== null) return problem;
  const thread = new FabricThread();
  try {
    const report = await intake.finish((kind, input) => thread.compute(kind, input, signal));
    reportProgress(1);
    await changeImport(tx, entry.id, { state: 'checked', report, problem: null });
    return null;
  } finally {
    await thread.close();
  }
}

function expectedFeatures({ proposal, mapping }: StoredImport): number | null {
  const layer = proposal?.layers.find(({ name }) => name === mapping!.layer);
  return (layer === undefined ? proposal?.features : layer.features) ?? null;
}
