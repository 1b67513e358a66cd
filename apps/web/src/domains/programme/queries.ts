import type { Programme } from '@lizhu/programme/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { firstReads } from '../../app/first-reads.ts';
import { read } from '../../app/http.ts';
import { useWords } from '../../app/use-words.ts';

export const programmeQuery = queryOptions({
  queryKey: ['programme'],
  queryFn: () => read<Programme>(firstReads.programme),
  staleTime: 300_000,
});

/** Land in no base, seen by every post of the programme. */
export const COMMON_GROUND = '00000000-0000-0000-0000-000000000000';
/** What belongs to no single base and is seen by posts over the whole programme only. */
const WHOLE_PROGRAMME = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** The name of a base by its id, in the language of the page. */
export function useBaseName(): (baseId: string) => string {
  const { t, say } = useWords();
  const bases = useQuery(programmeQuery).data?.bases ?? [];
  return (baseId) => {
    if (baseId === COMMON_GROUND) return t('base.common');
    if (baseId === WHOLE_PROGRAMME) return t('base.several');
    const base = bases.find(({ id }) => id === baseId);
    return base === undefined ? t('base.beyondReach') : say(base.name);
  };
}
