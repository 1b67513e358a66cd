import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../../app/use-words.ts';
import { Amount } from '../../../ui/amount.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { mu } from '../../../ui/measure.ts';
import { sitesQuery } from '../queries.ts';
import { PublishedTag } from '../sites/published-tag.tsx';
import './recent.css';

export function RecentSites() {
  const { t, language } = useWords();
  const query = useQuery(sitesQuery);
  return (
    <Loaded query={query}>
      {(sites) =>
        sites.length === 0 ? (
          <EmptyState title={t('site.none')} action={<Link to="/land/sites/find">{t('site.find')}</Link>}>
            {t('site.noneNote')}
          </EmptyState>
        ) : (
          <ul className="recent">
            {sites.slice(0, 6).map((site) => (
              <li key={site.id}>
                <Link to="/land/sites/$id" params={{ id: site.id }}>
                  {site.name}
                </Link>
                <Amount quantity={mu(site.areaSqm, language)} />
                <PublishedTag publishedAt={site.publishedAt} />
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
