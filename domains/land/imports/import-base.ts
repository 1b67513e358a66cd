import { COMMON_GROUND, type Scope, WHOLE_PROGRAMME } from '@lizhu/db';
import { Problem } from '@lizhu/http';

/**
 * The base that an import of a scope is for; all of the programme for a post over it. Who has one base imports for that one.
 *
 * @param wanted A base that the asker names.
 * @throws Problem `land.import-base-needed` when a post has several bases and none of them is named.
 */
export function importBase(scope: Scope, wanted: string | undefined): string {
  const own = scope.baseIds.filter((id) => id !== COMMON_GROUND && id !== WHOLE_PROGRAMME);
  if (wanted !== undefined) {
    if (own.includes(wanted)) return wanted;
    throw new Problem('land.import-base-needed');
  }
  if (scope.baseIds.includes(WHOLE_PROGRAMME)) return WHOLE_PROGRAMME;
  if (own.length !== 1) throw new Problem('land.import-base-needed');
  return own[0]!;
}
