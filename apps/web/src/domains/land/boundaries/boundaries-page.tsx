import type { BaseBoundary } from '@lizhu/land/contract';
import type { Base } from '@lizhu/programme/contract';
import { useQueries, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Tag } from 'antd';
import { useWords } from '../../../app/use-words.ts';
import { formatBbox } from '../../../map/view.ts';
import { Amount } from '../../../ui/amount.tsx';
import { listed } from '../../../ui/listed.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { mu, squareKilometres } from '../../../ui/measure.ts';
import { Page } from '../../../ui/page.tsx';
import { programmeQuery } from '../../programme/queries.ts';
import { boundariesQuery } from '../queries.ts';
import './boundaries.css';
import '../../../ui/small-table.css';

/** 基地红线: of each base every version of its boundary, by what document and from when, and what is in force. */
export default function BoundariesPage() {
  const { t, language } = useWords();
  const { bases } = useSuspenseQuery(programmeQuery).data;
  const queries = useQueries({ queries: bases.map(({ id }) => boundariesQuery(id)) });
  const areas = bases.flatMap(({ areaSqm }) => (areaSqm === null ? [] : [areaSqm]));
  const total = areas.reduce((sum, area) => sum + area, 0);
  return (
    <Page title={t('nav.boundaries')} note={t('boundary.intro')}>
      <p className="boundary-total">
        {t('boundary.total')}{' '}
        {areas.length === 0 ? (
          t('overview.noLedger')
        ) : (
          <strong>
            <Amount quantity={squareKilometres(total, language)} /> ={' '}
            <Amount quantity={mu(total, language)} />
          </strong>
        )}{' '}
        <span className="quiet">{t('boundary.inForceOf', { drawn: areas.length, bases: bases.length })}</span>
      </p>
      {bases.map((base, index) => (
        <section key={base.id} className="section">
          <BaseHead base={base} />
          <Loaded query={queries[index]!}>{(versions) => <Versions versions={versions} />}</Loaded>
        </section>
      ))}
    </Page>
  );
}

function BaseHead({ base }: { readonly base: Base }) {
  const { t, say, language } = useWords();
  return (
    <header className="section-head">
      <h2>{say(base.name)}</h2>
      <span className="quiet">
        {[base.code, say(base.place), listed(base.industries.map(say), language)].join(' · ')}
      </span>
      {base.areaSqm !== null && <Amount quantity={mu(base.areaSqm, language)} />}
      {base.bbox !== null && (
        <Link className="section-actions no-print" to="/land/map" search={{ fit: formatBbox(base.bbox) }}>
          {t('boundary.onMap')}
        </Link>
      )}
    </header>
  );
}

function Versions({ versions }: { readonly versions: readonly BaseBoundary[] }) {
  const { t, language } = useWords();
  if (versions.length === 0) return <p className="quiet">{t('base.noBoundary')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div className="wide-table" tabIndex={0} role="region" aria-label={t('boundary.versions')}>
      <table className="small-table boundary-table">
        <thead>
          <tr>
            <th scope="col">{t('boundary.version')}</th>
            <th scope="col">{t('import.documentNumber')}</th>
            <th scope="col">{t('boundary.from')}</th>
            <th scope="col">{t('boundary.to')}</th>
            <th scope="col" className="numeric">
              km²
            </th>
            <th scope="col" className="numeric">
              {t('unit.mu')}
            </th>
            <th scope="col">{t('boundary.note')}</th>
          </tr>
        </thead>
        <tbody>
          {versions
            .toSorted((a, b) => b.version - a.version)
            .map((version) => (
              <tr key={version.id} className={version.inForce ? 'boundary-in-force' : undefined}>
                <td>
                  {version.version} {version.inForce && <Tag color="success">● {t('readiness.inForce')}</Tag>}
                </td>
                <td>{version.documentNumber}</td>
                <td>{version.effectiveFrom}</td>
                <td>{version.effectiveTo ?? '—'}</td>
                <td className="numeric">{(version.areaSqm / 1e6).toFixed(2)}</td>
                <td className="numeric">
                  <Amount quantity={mu(version.areaSqm, language)} />
                </td>
                <td>{version.note}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
