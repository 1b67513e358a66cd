import type { Base, Bbox } from '@lizhu/programme/contract';
import { useWords } from '../../../app/use-words.ts';
import { Amount } from '../../../ui/amount.tsx';
import { mu } from '../../../ui/measure.ts';
import './base-list.css';

/** The bases in reach; a click brings one into view. */
export function BaseList({
  bases,
  onFit,
}: {
  readonly bases: readonly Base[];
  readonly onFit: (bbox: Bbox) => void;
}) {
  const { t, say, language } = useWords();
  return (
    <section className="base-list">
      <h3>{t('nav.bases')}</h3>
      <ul>
        {bases.map(({ id, name, bbox, areaSqm }) => (
          <li key={id}>
            <button
              type="button"
              className="plain-button"
              disabled={bbox === null}
              onClick={() => bbox && onFit(bbox)}
            >
              {say(name)}
            </button>
            {areaSqm === null ? (
              <span className="quiet">{t('base.noBoundary')}</span>
            ) : (
              <Amount quantity={mu(areaSqm, language)} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
