import type { Site } from '@lizhu/land/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useWords } from '../../../app/use-words.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { count, mu } from '../../../ui/measure.ts';
import { minute } from '../../../ui/moment.ts';
import { Page } from '../../../ui/page.tsx';
import { useBaseName } from '../../programme/queries.ts';
import { sitesQuery } from '../queries.ts';
import { PublishedTag } from './published-tag.tsx';
import './sites.css';

/** The sites that were kept, and which of them are public. */
export default function SitesPage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const columns = useColumns();
  const query = useQuery(sitesQuery);
  const find = (
    <Link to="/land/sites/find">
      <Button type="primary">{t('site.find')}</Button>
    </Link>
  );
  return (
    <Page wide title={t('site.saved')} actions={find}>
      <Loaded query={query}>
        {(sites) =>
          sites.length === 0 ? (
            <EmptyState title={t('site.none')} action={find}>
              {t('site.noneNote')}
            </EmptyState>
          ) : (
            <div className="sites-room">
              <DataTable
                label={t('site.saved')}
                columns={columns}
                rows={sites}
                rowKey={(row) => row.id}
                onOpen={(row) => void navigate({ to: '/land/sites/$id', params: { id: row.id } })}
              />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

function useColumns(): readonly Column<Site>[] {
  const { t, language } = useWords();
  const baseName = useBaseName();
  return [
    { key: 'name', title: t('site.name'), width: 280, grows: true, cell: (row) => row.name },
    {
      key: 'state',
      title: t('site.publicTitle'),
      width: 150,
      cell: (row) => <PublishedTag publishedAt={row.publishedAt} />,
    },
    {
      key: 'mu',
      title: t('table.areaMu'),
      width: 96,
      numeric: true,
      cell: (row) => mu(row.areaSqm, language).value,
    },
    { key: 'parcels', title: t('site.parcels'), width: 80, numeric: true, cell: (row) => count(row.parcels) },
    { key: 'owners', title: t('table.owner'), width: 72, numeric: true, cell: (row) => count(row.owners) },
    {
      key: 'compactness',
      title: t('site.compactness'),
      width: 80,
      numeric: true,
      cell: (row) => row.compactness.toFixed(2),
    },
    { key: 'base', title: t('table.base'), width: 160, grows: true, cell: (row) => baseName(row.baseId) },
    { key: 'by', title: t('import.by'), width: 90, cell: (row) => row.savedBy },
    { key: 'at', title: t('site.savedAt'), width: 140, cell: (row) => minute(row.savedAt) },
  ];
}
