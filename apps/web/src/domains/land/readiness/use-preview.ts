import type { ReadinessPreview } from '@lizhu/land/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { change } from '../../../app/http.ts';
import { useDebounced } from '../../../ui/use-debounced.ts';
import { LAND } from '../queries.ts';
import type { Lines } from './edit-history.ts';

/** What a table would decide, asked as soon as the editing hand rests; a table with faults is not asked about. */
export function usePreview(lines: Lines, sound: boolean) {
  const settled = useDebounced(lines, 250);
  return useQuery({
    queryKey: ['land', 'readiness-preview', settled],
    queryFn: ({ signal }) =>
      change<ReadinessPreview>('POST', `${LAND}/readiness/preview`, { lines: settled }, { signal }),
    placeholderData: keepPreviousData,
    enabled: sound,
  });
}
