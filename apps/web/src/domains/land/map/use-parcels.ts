import type { ParcelFilter, ParcelPage, ParcelRow } from '@lizhu/land/contract';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { read } from '../../../app/http.ts';
import type { Sorting } from '../../../ui/data-table.tsx';
import { LAND } from '../queries.ts';

const PAGE = 200;

/** The parcels of a selection, page after page. */
export function useParcels(filter: ParcelFilter, sorting: Sorting) {
  const query = useInfiniteQuery({
    queryKey: ['land', 'parcels', filter, sorting],
    queryFn: ({ pageParam, signal }) =>
      read<ParcelPage>(`${LAND}/parcels`, {
        query: { ...filter, sort: sorting.by, order: sorting.order, limit: PAGE, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo<ParcelRow[]>(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  const first = query.data?.pages[0];
  return { query, rows, total: first?.total ?? null, totalAreaSqm: first?.totalAreaSqm ?? null };
}
