import { defineJob, type JobDefinition } from '@lizhu/jobs';
import { importProblem } from '../imports/import-failure.ts';
import { inspectFile } from '../imports/limited-file.ts';
import { proposeMapping } from '../imports/propose-mapping.ts';
import { proposeTarget } from '../imports/propose-target.ts';
import type { LandContext } from '../routes/land-context.ts';
import { changeImport } from '../store/imports.ts';
import { IMPORT_ATTEMPTS_MAX, type ImportJob, takeImport } from './import-job.ts';

/** Looks at an uploaded file in a limited child, and proposes what it is. */
export function inspectImportJob({ files }: LandContext): JobDefinition<ImportJob, null> {
  return defineJob({
    kind: 'land.inspect-import',
    maxAttempts: IMPORT_ATTEMPTS_MAX,
    run: async (job, payload) => {
      const entry = await takeImport(job, payload, 'uploaded');
      if (entry === null) return null;
      const file = await files.open(entry.fileId);
      const { result, problem } =
        file === null
          ? { result: null, problem: importProblem('file-gone') }
          : await inspectFile(file, payload.statement ?? {}, job.signal);
      if (problem !== null) {
        // What was stated may be wrong of a file that can be read: the proposal from before still holds.
        const state = entry.proposal === null ? 'refused' : 'proposed';
        await changeImport(job.tx, entry.id, { state, problem });
        return null;
      }
      const target = entry.target ?? proposeTarget(entry.fileName, result.layer);
      const columns = result.fields.map(({ name }) => name);
      const mapping = target === null ? {} : proposeMapping(target, columns);
      await changeImport(job.tx, entry.id, { state: 'proposed', target, proposal: { ...result, mapping } });
      return null;
    },
  });
}
