import { readinessClasses } from '@lizhu/land/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useWords } from '../../../app/use-words.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Figure } from '../../../ui/figure.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { mu, squareKilometres } from '../../../ui/measure.ts';
import { minute } from '../../../ui/moment.ts';
import { Page, Section } from '../../../ui/page.tsx';
import { programmeQuery } from '../../programme/queries.ts';
import { summaryQuery } from '../queries.ts';
import { ReadinessSwatch } from '../readiness-mark.tsx';
import { useReadinessName } from '../readiness-name.ts';
import './overview-page.css';
import { ReadinessByBase } from './readiness-by-base.tsx';
import { RecentImports } from './recent-imports.tsx';
import { RecentSites } from './recent-sites.tsx';

/** How much land there is, how ready it is, and what was done lately. */
export default function OverviewPage() {
  const { t, say, language } = useWords();
  const navigate = useNavigate();
  const nameOf = useReadinessName();
  const programme = useQuery(programmeQuery);
  const summary = useQuery(summaryQuery());
  return (
    <Page title={t('nav.overview')} note={programme.data && say(programme.data.name)}>
      <Loaded query={summary}>
        {({ total, computedAt, byBase, tableVersion }) => (
          <>
            <div className="figures">
              <Figure
                label={t('overview.boundaries')}
                quantity={boundaryArea(programme.data?.bases, language)}
                absent={t('overview.noLedger')}
                source={t('overview.bases', { bases: programme.data?.bases.length ?? 0 })}
                onOpen={() => void navigate({ to: '/land/boundaries' })}
              />
              {readinessClasses
                .filter((name) => name !== 'outside')
                .map((name) => (
                  <Figure
                    key={name}
                    label={nameOf(name)}
                    swatch={<ReadinessSwatch name={name} />}
                    quantity={areaOf(total, name, language)}
                    absent={computedAt === null ? t('overview.noLedger') : t('overview.noneOfClass')}
                    onOpen={() => void navigate({ to: '/land/map', search: { class: name, table: '1' } })}
                  />
                ))}
            </div>
            <p className="quiet">
              {computedAt === null
                ? t('overview.notComputed')
                : t('overview.source', { moment: minute(computedAt), version: tableVersion })}
            </p>
            {computedAt === null ? (
              <EmptyState title={t('overview.empty')}>{t('overview.emptyNote')}</EmptyState>
            ) : (
              <ReadinessByBase total={total} byBase={byBase} />
            )}
          </>
        )}
      </Loaded>
      <div className="overview-recent">
        <Section title={t('overview.sites')}>
          <RecentSites />
        </Section>
        <Section title={t('overview.imports')}>
          <RecentImports />
        </Section>
      </div>
    </Page>
  );
}

type Language = Parameters<typeof mu>[1];

function areaOf(total: readonly { class: string; areaSqm: number }[], name: string, language: Language) {
  const found = total.find((entry) => entry.class === name);
  return found === undefined ? null : mu(found.areaSqm, language);
}

function boundaryArea(bases: readonly { areaSqm: number | null }[] | undefined, language: Language) {
  const areas = (bases ?? []).flatMap(({ areaSqm }) => (areaSqm === null ? [] : [areaSqm]));
  return areas.length === 0
    ? null
    : squareKilometres(
        areas.reduce((sum, area) => sum + area, 0),
        language,
      );
}
