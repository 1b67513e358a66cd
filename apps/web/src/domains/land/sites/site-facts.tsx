import type { FoundSite } from '@lizhu/land/contract';
import { useWords } from '../../../app/use-words.ts';
import { Amount } from '../../../ui/amount.tsx';
import { Figure } from '../../../ui/figure.tsx';
import { listed } from '../../../ui/listed.ts';
import { count, metres, mu } from '../../../ui/measure.ts';
import { ReadinessMark } from '../readiness-mark.tsx';
import '../../../ui/legend.css';
import '../../../ui/facts.css';

/** What a site is made of: area by class, parcels, owners, shape. */
export function SiteFacts({ site }: { readonly site: FoundSite }) {
  const { t, language } = useWords();
  const { widthM, lengthM } = site.inscribedRectangle;
  const [short, long] = [Math.min(widthM, lengthM), Math.max(widthM, lengthM)].map((side) => metres(side));
  return (
    <>
      <div className="figures">
        <Figure label={t('site.area')} quantity={mu(site.areaSqm, language)} />
        <Figure
          label={t('site.parcels')}
          quantity={{
            value: count(site.parcelIds.length),
            unit: t('unit.parcels'),
            exact: count(site.parcelIds.length),
          }}
        />
        <Figure
          label={t('site.compactness')}
          quantity={{
            value: site.compactness.toFixed(2),
            unit: t('site.compactnessNote'),
            exact: `4πA/P² = ${site.compactness.toFixed(4)}`,
          }}
        />
      </div>
      <ul className="legend">
        {site.classes
          .filter(({ areaSqm }) => areaSqm > 0)
          .map((total) => (
            <li key={total.class}>
              <ReadinessMark name={total.class} />
              <Amount quantity={mu(total.areaSqm, language)} />
            </li>
          ))}
      </ul>
      <dl className="facts">
        <dt>{t('site.rectangle')}</dt>
        <dd>
          {short!.value} {short!.unit} × {long!.value} {long!.unit} (
          <Amount quantity={mu(widthM * lengthM, language)} />)
        </dd>
        <dt>{t('site.owners', { owners: site.owners.length })}</dt>
        <dd>
          {listed(
            site.owners.filter((owner) => owner !== ''),
            language,
          ) || '—'}
        </dd>
      </dl>
    </>
  );
}
