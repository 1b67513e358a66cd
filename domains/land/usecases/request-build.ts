import type { Transaction } from '@lizhu/db';
import { enqueue } from '@lizhu/jobs';

export const BUILD = 'land.build';

/**
 * Has facts and readiness of the programme computed anew once this transaction commits. A build that waits serves all who
 * asked; one that already runs may have missed what changed, so another follows it.
 *
 * @returns The id of the job.
 */
export function requestBuild(tx: Transaction): Promise<string> {
  return enqueue(tx, BUILD, null, {
    key: `${BUILD} ${tx.scope.programmeId}`,
    whileRunning: 'again',
    queue: BUILD,
  });
}
