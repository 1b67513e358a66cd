import type { PublishedSite } from '@lizhu/land/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Tag } from 'antd';
import { lazy, Suspense } from 'react';
import { useWords } from '../../../app/use-words.ts';
import { Amount } from '../../../ui/amount.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { hectares, mu } from '../../../ui/measure.ts';
import { day } from '../../../ui/moment.ts';
import { publishedSitesQuery } from '../queries.ts';
import { ReadinessMark } from '../readiness-mark.tsx';
import './published-sites-page.css';

const PublishedMap = lazy(() => import('./published-map.tsx'));

/** For everyone: the sites that programmes have published, as a list and on a map. */
export default function PublishedSitesPage() {
  const { t, say } = useWords();
  const query = useQuery(publishedSitesQuery);
  const { site: chosen } = useSearch({ strict: false }) as { site?: string };
  const navigate = useNavigate();
  const choose = (id: string): void =>
    void navigate({ to: '/published', search: { site: id }, replace: true, resetScroll: false });
  return (
    <div className="published">
      <title>{`${t('published.title')} · 立柱 Lizhu`}</title>
      <h1>{t('published.title')}</h1>
      <p>{t('published.intro')}</p>
      <Loaded query={query}>
        {(sites) =>
          sites.length === 0 ? (
            <EmptyState title={t('published.none')}>{t('published.noneNote')}</EmptyState>
          ) : (
            <>
              {sites.some(({ demonstration }) => demonstration) && (
                <Tag color="warning">{t('frame.demonstration')}</Tag>
              )}
              <div className="published-map">
                <Suspense fallback={null}>
                  <PublishedMap sites={sites} chosen={chosen ?? null} onChoose={choose} />
                </Suspense>
              </div>
              <ul className="published-list">
                {sites.map((site) => (
                  <li key={site.id} aria-current={site.id === chosen ? 'true' : undefined}>
                    <h2>
                      <button type="button" className="plain-button" onClick={() => choose(site.id)}>
                        {site.name}
                      </button>
                    </h2>
                    <SiteFacts site={site} />
                    <p className="quiet">
                      {say(site.programmeName)} · {say(site.baseName)} ·{' '}
                      {t('published.on', { day: day(site.publishedAt) })}
                    </p>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
    </div>
  );
}

function SiteFacts({ site }: { readonly site: PublishedSite }) {
  const { language } = useWords();
  return (
    <>
      <p className="published-area">
        <Amount quantity={mu(site.areaSqm, language)} /> <span className="quiet">=</span>{' '}
        <Amount quantity={hectares(site.areaSqm, language)} />
      </p>
      <ul className="published-classes">
        {site.classes
          .filter(({ areaSqm }) => areaSqm > 0)
          .map((total) => (
            <li key={total.class}>
              <ReadinessMark name={total.class} /> <Amount quantity={mu(total.areaSqm, language)} />
            </li>
          ))}
      </ul>
      {site.note !== '' && <p>{site.note}</p>}
    </>
  );
}
