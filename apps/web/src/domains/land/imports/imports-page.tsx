import type { Import } from '@lizhu/land/contract';
import { useInfiniteQuery, useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import { useCallback, useId, useMemo, useState } from 'react';
import { useMayEdit, useSession } from '../../../app/session.ts';
import { useWords } from '../../../app/use-words.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { DropZone } from '../../../ui/import/drop-zone.tsx';
import { count, fileSize } from '../../../ui/measure.ts';
import { minute } from '../../../ui/moment.ts';
import { Page, Section } from '../../../ui/page.tsx';
import { ProblemView } from '../../../ui/problem-view.tsx';
import { programmeQuery } from '../../programme/queries.ts';
import { basesToChoose } from './bases-to-choose.ts';
import { importPage, upload } from './import-queries.ts';
import { ImportStateTag } from './import-state-tag.tsx';
import './imports.css';
import { useTargetName } from './target-name.ts';

/** Files that came in, and where the next one is dropped. */
export default function ImportsPage() {
  const { t, say } = useWords();
  const id = useId();
  const bases = basesToChoose(useSession().post, useSuspenseQuery(programmeQuery).data.bases);
  const [base, setBase] = useState<string | null>(null);
  const isBaseMissing = bases.length > 0 && base === null;
  const navigate = useNavigate();
  const mayEdit = useMayEdit();
  const columns = useColumns();
  const uploading = useMutation({
    mutationFn: upload,
    onSuccess: ({ id }) => navigate({ to: '/land/imports/$id', params: { id } }),
  });
  const query = useInfiniteQuery({
    queryKey: ['land', 'imports', 'all'],
    queryFn: ({ pageParam }) => importPage(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  const { hasNextPage, isFetching, fetchNextPage } = query;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return (
    <Page title={t('nav.imports')} note={t('import.intro')}>
      {mayEdit ? (
        <>
          {bases.length > 0 && (
            <div className="import-base">
              <label htmlFor={`${id}-base`}>{t('import.base')}</label>
              <Select
                id={`${id}-base`}
                value={base}
                placeholder={t('import.chooseBase')}
                options={bases.map((each) => ({ value: each.id, label: say(each.name) }))}
                onChange={(chosen: string) => setBase(chosen)}
              />
              <span className="quiet">{t('import.baseNote')}</span>
            </div>
          )}
          <DropZone
            title={
              uploading.isPending
                ? t('import.uploading', { name: uploading.variables.file.name })
                : t(isBaseMissing ? 'import.baseFirst' : 'import.drop')
            }
            note={t('import.formats')}
            busy={uploading.isPending || isBaseMissing}
            onFile={(file) => uploading.mutate({ file, base })}
          />
        </>
      ) : (
        <p className="quiet">{t('import.viewOnly')}</p>
      )}
      {uploading.isError && <ProblemView error={uploading.error} />}
      <Section title={t('import.list')}>
        {query.isError ? (
          <ProblemView error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <div className="imports-room">
            <DataTable
              label={t('import.list')}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.id}
              onEnd={onEnd}
              onOpen={(row) => void navigate({ to: '/land/imports/$id', params: { id: row.id } })}
              empty={query.isPending ? t('table.busy') : t('import.noneNote')}
            />
          </div>
        )}
      </Section>
    </Page>
  );
}

function useColumns(): readonly Column<Import>[] {
  const { t } = useWords();
  const targetName = useTargetName();
  return [
    { key: 'file', title: t('import.file'), width: 220, grows: true, cell: (row) => row.fileName },
    {
      key: 'state',
      title: t('import.stateTitle'),
      width: 110,
      cell: (row) => <ImportStateTag state={row.state} />,
    },
    {
      key: 'target',
      title: t('import.target'),
      width: 140,
      cell: (row) => (row.target === null ? '—' : targetName(row.target)),
    },
    {
      key: 'features',
      title: t('import.features'),
      width: 90,
      numeric: true,
      cell: (row) => (row.report === null ? '—' : count(row.report.features)),
    },
    {
      key: 'quarantined',
      title: t('import.quarantined'),
      width: 90,
      numeric: true,
      cell: (row) => (row.report === null ? '—' : count(row.report.quarantined)),
    },
    {
      key: 'size',
      title: t('import.size'),
      width: 90,
      numeric: true,
      cell: (row) => fileSize(row.fileBytes),
    },
    { key: 'by', title: t('import.by'), width: 90, cell: (row) => row.createdBy },
    { key: 'at', title: t('import.at'), width: 140, cell: (row) => minute(row.createdAt) },
  ];
}
