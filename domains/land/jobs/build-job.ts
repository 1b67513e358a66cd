import { defineJob, type JobDefinition } from '@lizhu/jobs';
import { FabricThread } from '../fabric/fabric-thread.ts';
import { actForProgramme } from '../usecases/act-for-programme.ts';
import { type BuildResult, buildFacts } from '../usecases/build-facts.ts';
import { BUILD } from '../usecases/request-build.ts';

const message = { zh: '计算宗地事实与可用性', en: 'Computing facts and readiness of the parcels' };

/** Computes the facts of every parcel and decides its readiness; the same ledger gives the same facts, however often. */
export function buildJob(now: () => Date): JobDefinition<unknown, BuildResult> {
  return defineJob({
    kind: BUILD,
    run: async ({ tx, signal, reportProgress }) => {
      await actForProgramme(tx);
      const thread = new FabricThread();
      try {
        return await buildFacts(tx, {
          now,
          compute: (kind, input) => thread.compute(kind, input, signal),
          onProgress: (share) => reportProgress(share, message),
        });
      } finally {
        await thread.close();
      }
    },
  });
}
