import type { ImportFault } from '@lizhu/land/contract';
import { useWords } from '../../../app/use-words.ts';
import '../../../ui/facts.css';

/** One fault in full: what, where, and what to do. */
export function FaultDetail({ fault }: { readonly fault: ImportFault }) {
  const { t, say } = useWords();
  return (
    <dl className="facts" aria-live="polite">
      <dt>{t('import.fault')}</dt>
      <dd>
        {say(fault.message)} <span className="quiet">{fault.code}</span>
      </dd>
      <dt>{t('import.place')}</dt>
      <dd>
        {t('import.featureNumber', { feature: fault.feature })}
        {fault.featureId !== null && ` (${fault.featureId})`} · {fault.place}
        {fault.lon !== null && fault.lat !== null && ` · ${fault.lat.toFixed(6)}, ${fault.lon.toFixed(6)}`}
      </dd>
      <dt>{t('import.remedy')}</dt>
      <dd>{say(fault.remedy)}</dd>
    </dl>
  );
}
