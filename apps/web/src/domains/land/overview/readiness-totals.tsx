import type { ReadinessClass } from '@lizhu/land/contract';
import { useWords } from '../../../app/use-words.ts';
import { Amount } from '../../../ui/amount.tsx';
import { mu } from '../../../ui/measure.ts';
import { ReadinessMark } from '../readiness-mark.tsx';
import '../../../ui/small-table.css';

/** The table twin of the bars. */
export function ReadinessTotals({
  classes,
  rows,
}: {
  readonly classes: readonly ReadinessClass[];
  readonly rows: readonly {
    readonly key: string;
    readonly label: string;
    readonly areas: readonly number[];
  }[];
}) {
  const { t, language } = useWords();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div className="wide-table" tabIndex={0} role="region" aria-label={t('overview.allBases')}>
      <table className="small-table">
        <thead>
          <tr>
            <th scope="col">{t('table.base')}</th>
            {classes.map((name) => (
              <th key={name} scope="col" className="numeric">
                <ReadinessMark name={name} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, areas }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              {areas.map((area, index) => (
                <td key={classes[index]} className="numeric">
                  <Amount quantity={mu(area, language)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
