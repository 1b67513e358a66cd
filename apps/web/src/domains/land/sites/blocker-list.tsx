import type { Blocker } from '@lizhu/land/contract';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../../app/use-words.ts';
import { Amount } from '../../../ui/amount.tsx';
import { mu } from '../../../ui/measure.ts';
import { ReadinessMark } from '../readiness-mark.tsx';
import './sites.css';

/** The parcels that would have to be freed to make a site larger: by how much, and what blocks them. */
export function BlockerList({ blockers }: { readonly blockers: readonly Blocker[] }) {
  const { t, say, language } = useWords();
  if (blockers.length === 0) return <p className="quiet">{t('site.noBlockers')}</p>;
  return (
    <ul className="blockers">
      {blockers.map((blocker) => (
        <li key={blocker.parcelId}>
          <p>
            <Link to="/land/map" search={{ parcel: blocker.parcelId }}>
              {blocker.code}
            </Link>{' '}
            <ReadinessMark name={blocker.readiness} />
          </p>
          <p>
            {t('site.gain')} <strong>+</strong>
            <Amount quantity={mu(blocker.gainSqm, language)} />{' '}
            <span className="quiet">
              {t('site.own')} <Amount quantity={mu(blocker.areaSqm, language)} />
            </span>
          </p>
          <p className="quiet">
            {say(blocker.because)}
            {blocker.owner !== '' && ` · ${blocker.owner}`}
          </p>
        </li>
      ))}
    </ul>
  );
}
