import type { ImportFault } from '@lizhu/land/contract';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useWords } from '../../../app/use-words.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { ProblemView } from '../../../ui/problem-view.tsx';
import type { FaultFilter } from './import-faults.tsx';
import { faultPage } from './import-queries.ts';
import { severityColors, severityMarks } from './severity-marks.ts';

export function FaultTable({
  id,
  filter,
  selected,
  onSelect,
}: {
  readonly id: string;
  readonly filter: FaultFilter;
  readonly selected: ImportFault | null;
  readonly onSelect: (fault: ImportFault) => void;
}) {
  const { t, say } = useWords();
  const query = useInfiniteQuery({
    queryKey: ['land', 'import', id, 'faults', filter],
    queryFn: ({ pageParam }) => faultPage(id, filter, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  const { hasNextPage, isFetching, fetchNextPage } = query;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const columns: readonly Column<ImportFault>[] = [
    {
      key: 'severity',
      title: t('import.severityTitle'),
      width: 96,
      cell: ({ severity }) => (
        <span style={{ color: severityColors[severity] }}>
          {severityMarks[severity]} {t(`import.severity.${severity}`)}
        </span>
      ),
    },
    { key: 'feature', title: t('import.feature'), width: 64, numeric: true, cell: (row) => row.feature },
    { key: 'featureId', title: t('import.featureId'), width: 150, cell: (row) => row.featureId ?? '—' },
    { key: 'message', title: t('import.fault'), width: 160, grows: true, cell: (row) => say(row.message) },
    { key: 'place', title: t('import.place'), width: 120, cell: (row) => row.place },
    { key: 'remedy', title: t('import.remedy'), width: 180, grows: true, cell: (row) => say(row.remedy) },
  ];
  if (query.isError) return <ProblemView error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <DataTable
      label={t('import.faultList')}
      columns={columns}
      rows={rows}
      rowKey={(row) => String(row.seq)}
      {...(query.data?.pages[0] === undefined ? {} : { total: query.data.pages[0].total })}
      selected={selected === null ? null : String(selected.seq)}
      onOpen={onSelect}
      onEnd={onEnd}
      empty={isFetching ? t('table.busy') : t('table.nothing')}
    />
  );
}
