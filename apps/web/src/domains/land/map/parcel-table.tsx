import type { ParcelRow } from '@lizhu/land/contract';
import { useCallback } from 'react';
import { useWords } from '../../../app/use-words.ts';
import { type Column, DataTable, type Sorting } from '../../../ui/data-table.tsx';
import { mu, squareMetres } from '../../../ui/measure.ts';
import { ProblemView } from '../../../ui/problem-view.tsx';
import { useBaseName } from '../../programme/queries.ts';
import { controlNames } from '../condition-words.ts';
import { ReadinessMark } from '../readiness-mark.tsx';
import type { useParcels } from './use-parcels.ts';

/** The table twin of the map: the same parcels as rows. */
export function ParcelTable({
  parcels,
  sorting,
  onSort,
  selected,
  onOpen,
}: {
  readonly parcels: ReturnType<typeof useParcels>;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
  readonly selected: string | null;
  readonly onOpen: (row: ParcelRow) => void;
}) {
  const { t } = useWords();
  const columns = useColumns();
  const { hasNextPage, isFetching, fetchNextPage } = parcels.query;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  if (parcels.query.isError && parcels.rows.length === 0) {
    return <ProblemView error={parcels.query.error} onRetry={() => void parcels.query.refetch()} />;
  }
  return (
    <DataTable
      label={t('table.parcels')}
      columns={columns}
      rows={parcels.rows}
      rowKey={(row) => row.id}
      {...(parcels.total === null ? {} : { total: parcels.total })}
      selected={selected}
      onOpen={onOpen}
      sorting={sorting}
      onSort={onSort}
      onEnd={onEnd}
      empty={isFetching ? t('table.busy') : t('table.nothing')}
    />
  );
}

function useColumns(): readonly Column<ParcelRow>[] {
  const { t, say, language } = useWords();
  const baseName = useBaseName();
  return [
    { key: 'code', title: t('table.code'), width: 172, sort: 'code', cell: (row) => row.code },
    {
      key: 'readiness',
      title: t('readiness.word'),
      width: 150,
      sort: 'readiness',
      cell: (row) => <ReadinessMark name={row.readiness} />,
    },
    {
      key: 'mu',
      title: t('table.areaMu'),
      width: 84,
      numeric: true,
      sort: 'area',
      cell: (row) => mu(row.areaSqm, language).value,
    },
    {
      key: 'sqm',
      title: t('table.areaSqm'),
      width: 100,
      numeric: true,
      cell: (row) => squareMetres(row.areaSqm, language).value,
    },
    {
      key: 'base',
      title: t('table.base'),
      width: 150,
      grows: true,
      sort: 'base',
      cell: (row) => baseName(row.baseId),
    },
    {
      key: 'use',
      title: t('table.use'),
      width: 130,
      sort: 'use',
      cell: (row) => (language === 'zh-CN' ? `${row.useCode} ${row.useName}` : row.useCode),
    },
    {
      key: 'tenure',
      title: t('table.tenure'),
      width: 120,
      cell: ({ tenure, acquired }) =>
        say(controlNames[tenure === 'state' ? 'state' : acquired ? 'acquired' : 'collective']),
    },
    {
      key: 'owner',
      title: t('table.owner'),
      width: 180,
      grows: true,
      sort: 'owner',
      cell: (row) => row.owner,
    },
  ];
}
