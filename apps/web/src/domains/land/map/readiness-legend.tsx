import { type ParcelFilter, type ReadinessClass, readinessClasses } from '@lizhu/land/contract';
import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { useWords } from '../../../app/use-words.ts';
import { Amount } from '../../../ui/amount.tsx';
import { mu } from '../../../ui/measure.ts';
import { summaryQuery } from '../queries.ts';
import { ReadinessMark } from '../readiness-mark.tsx';
import '../../../ui/legend.css';

/** 亩 per class beside each colour; a class that is ticked off leaves the map and the table. */
export function ReadinessLegend({
  filter,
  classes,
  onClasses,
}: {
  /** The selection without its classes. */
  readonly filter: ParcelFilter;
  readonly classes: readonly ReadinessClass[] | null;
  readonly onClasses: (classes: readonly ReadinessClass[] | null) => void;
}) {
  const { t, language } = useWords();
  const summary = useQuery(summaryQuery(filter)).data;
  const shown = classes ?? readinessClasses;
  const areaOf = (name: ReadinessClass): number =>
    summary?.total.find((total) => total.class === name)?.areaSqm ?? 0;
  const toggle = (name: ReadinessClass): void => {
    const next = readinessClasses.filter((other) =>
      other === name ? !shown.includes(other) : shown.includes(other),
    );
    onClasses(next.length === 0 || next.length === readinessClasses.length ? null : next);
  };
  return (
    <ul className="legend" aria-label={t('map.legend')}>
      {readinessClasses.map((name) => (
        <li key={name}>
          <Checkbox checked={shown.includes(name)} onChange={() => toggle(name)}>
            <ReadinessMark name={name} />
          </Checkbox>
          {summary !== undefined && <Amount quantity={mu(areaOf(name), language)} />}
        </li>
      ))}
      {summary !== undefined && (
        <li className="legend-total">
          <span>{t('map.total')}</span>
          <Amount
            quantity={mu(
              shown.reduce((sum, name) => sum + areaOf(name), 0),
              language,
            )}
          />
        </li>
      )}
    </ul>
  );
}
