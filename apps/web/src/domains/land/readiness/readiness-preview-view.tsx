import { type ClassTotal, type ReadinessPreview, readinessClasses } from '@lizhu/land/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { useWords } from '../../../app/use-words.ts';
import { Amount } from '../../../ui/amount.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { count, mu } from '../../../ui/measure.ts';
import { ReadinessMark } from '../readiness-mark.tsx';
import './readiness.css';
import '../../../ui/small-table.css';

/** 亩 per class before and after a change, and the parcels that would move from class to class. */
export function ReadinessPreviewView({ preview }: { readonly preview: UseQueryResult<ReadinessPreview> }) {
  return (
    <Loaded query={preview}>
      {({ before, after, moves }) => (
        <div className="preview-columns" aria-busy={preview.isFetching}>
          <Totals before={before} after={after} />
          <Moves moves={moves} />
        </div>
      )}
    </Loaded>
  );
}

function Totals({
  before,
  after,
}: {
  readonly before: readonly ClassTotal[];
  readonly after: readonly ClassTotal[];
}) {
  const { t, language } = useWords();
  const areaOf = (totals: readonly ClassTotal[], name: string): number =>
    totals.find((total) => total.class === name)?.areaSqm ?? 0;
  return (
    <table className="small-table">
      <thead>
        <tr>
          <th scope="col">{t('readiness.class')}</th>
          <th scope="col" className="numeric">
            {t('readiness.before')}
          </th>
          <th scope="col" className="numeric">
            {t('readiness.after')}
          </th>
          <th scope="col" className="numeric">
            {t('readiness.change')}
          </th>
        </tr>
      </thead>
      <tbody>
        {readinessClasses.map((name) => {
          const change = areaOf(after, name) - areaOf(before, name);
          const still = Math.abs(change) < 0.5;
          return (
            <tr key={name}>
              <td>
                <ReadinessMark name={name} />
              </td>
              <td className="numeric">
                <Amount quantity={mu(areaOf(before, name), language)} />
              </td>
              <td className="numeric">
                <Amount quantity={mu(areaOf(after, name), language)} />
              </td>
              <td className={still ? 'numeric quiet' : change > 0 ? 'numeric grows' : 'numeric shrinks'}>
                {still ? (
                  '—'
                ) : (
                  <>
                    {change > 0 ? '▲ +' : '▼ '}
                    <Amount quantity={mu(change, language)} />
                  </>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Moves({ moves }: { readonly moves: ReadinessPreview['moves'] }) {
  const { t, language } = useWords();
  if (moves.length === 0) return <p className="quiet">{t('readiness.noMoves')}</p>;
  return (
    <table className="small-table">
      <thead>
        <tr>
          <th scope="col">{t('readiness.moves')}</th>
          <th scope="col" className="numeric">
            {t('unit.parcels')}
          </th>
          <th scope="col" className="numeric">
            {t('unit.mu')}
          </th>
        </tr>
      </thead>
      <tbody>
        {moves
          .toSorted((a, b) => b.areaSqm - a.areaSqm)
          .map(({ from, to, parcels, areaSqm }) => (
            <tr key={from + to}>
              <td>
                <ReadinessMark name={from} /> → <ReadinessMark name={to} />
              </td>
              <td className="numeric">{count(parcels)}</td>
              <td className="numeric">{mu(areaSqm, language).value}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
