import { COMMON_GROUND, type Scope, WHOLE_PROGRAMME } from '@lizhu/db';

/** The scope in which the platform itself works on a programme. */
export function systemScope(programmeId: string, baseIds: readonly string[]): Scope {
  return {
    userId: null,
    postId: null,
    role: 'system',
    programmeId,
    baseIds: [...baseIds, COMMON_GROUND, WHOLE_PROGRAMME],
  };
}
