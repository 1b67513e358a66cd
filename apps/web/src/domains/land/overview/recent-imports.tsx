import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../../app/use-words.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { ago } from '../../../ui/moment.ts';
import { recentImportsQuery } from '../imports/import-queries.ts';
import { ImportStateTag } from '../imports/import-state-tag.tsx';
import './recent.css';

export function RecentImports() {
  const { t, language } = useWords();
  const query = useQuery(recentImportsQuery);
  return (
    <Loaded query={query}>
      {({ rows }) =>
        rows.length === 0 ? (
          <EmptyState title={t('import.none')} action={<Link to="/land/imports">{t('import.first')}</Link>}>
            {t('import.noneNote')}
          </EmptyState>
        ) : (
          <ul className="recent">
            {rows.slice(0, 6).map((entry) => (
              <li key={entry.id}>
                <Link to="/land/imports/$id" params={{ id: entry.id }}>
                  {entry.fileName}
                </Link>
                <ImportStateTag state={entry.state} />
                <span className="quiet">{ago(entry.createdAt, new Date(), language)}</span>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
