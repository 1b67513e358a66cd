import type { ImportReport } from '@lizhu/land/contract';
import { useWords } from '../../../app/use-words.ts';
import { Figure } from '../../../ui/figure.tsx';
import { count, mu } from '../../../ui/measure.ts';

/** Every feature accounted for: valid + repaired + quarantined = all. */
export function ImportFigures({ report }: { readonly report: ImportReport }) {
  const { t, language } = useWords();
  const features = (value: number) => ({
    value: count(value),
    unit: t('unit.features'),
    exact: count(value),
  });
  return (
    <div className="figures">
      <Figure label={t('import.features')} quantity={features(report.features)} />
      <Figure label={`● ${t('import.valid')}`} quantity={features(report.valid)} />
      <Figure
        label={`▲ ${t('import.repaired')}`}
        quantity={features(report.repaired)}
        source={t('import.repairedNote')}
      />
      <Figure
        label={`■ ${t('import.quarantined')}`}
        quantity={features(report.quarantined)}
        source={t('import.quarantinedNote')}
      />
      <Figure label={t('parcel.statutoryArea')} quantity={mu(report.areaSqm, language)} />
    </div>
  );
}
