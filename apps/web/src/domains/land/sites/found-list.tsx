import type { FoundSite, SiteAnswer } from '@lizhu/land/contract';
import { useWords } from '../../../app/use-words.ts';
import { Amount } from '../../../ui/amount.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { listed } from '../../../ui/listed.ts';
import { count, mu } from '../../../ui/measure.ts';
import { useBaseName } from '../../programme/queries.ts';
import './sites.css';

/** The answer: sites by rank. Arrow keys walk through them, Enter chooses. */
export function FoundList({
  answer,
  chosen,
  onChoose,
}: {
  readonly answer: SiteAnswer;
  readonly chosen: number | null;
  readonly onChoose: (site: FoundSite) => void;
}) {
  const { t, language } = useWords();
  const baseName = useBaseName();
  return (
    <div className="found">
      <p className="quiet" role="status">
        {t('site.answer', {
          sites: count(answer.sites.length),
          passing: count(answer.passing),
          parcels: count(answer.parcels),
          ms: count(answer.seconds * 1000),
        })}
      </p>
      {answer.sites.length === 0 ? (
        <EmptyState title={t('site.nothing')}>{t('site.nothingNote')}</EmptyState>
      ) : (
        <ol>
          {answer.sites.map((site) => (
            <li key={site.rank}>
              <button
                type="button"
                className="found-site"
                aria-pressed={site.rank === chosen}
                onClick={() => onChoose(site)}
                onKeyDown={(event) => {
                  const step =
                    event.key === 'ArrowDown'
                      ? 'nextElementSibling'
                      : event.key === 'ArrowUp'
                        ? 'previousElementSibling'
                        : null;
                  if (step === null) return;
                  event.preventDefault();
                  event.currentTarget.parentElement?.[step]?.querySelector('button')?.focus();
                }}
              >
                <span className="found-rank">{site.rank}</span>
                <span className="found-area">
                  <Amount quantity={mu(site.areaSqm, language)} />
                </span>
                <span className="quiet">
                  {[
                    t('site.brief', {
                      parcels: count(site.parcelIds.length),
                      owners: count(site.owners.length),
                      compactness: site.compactness.toFixed(2),
                    }),
                    listed(site.baseIds.map(baseName), language),
                  ].join(' · ')}
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
