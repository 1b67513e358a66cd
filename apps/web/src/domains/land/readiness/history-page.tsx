import type { ReadinessTable } from '@lizhu/land/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useWords } from '../../../app/use-words.ts';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { minute } from '../../../ui/moment.ts';
import { Page } from '../../../ui/page.tsx';
import { conditionWords } from '../condition-words.ts';
import { readinessTableQuery, readinessTablesQuery } from '../queries.ts';
import { ReadinessMark } from '../readiness-mark.tsx';
import './readiness.css';

/** Every version of the table, newest first: who, when, why, and what it said. */
export default function HistoryPage() {
  const { t } = useWords();
  const query = useQuery(readinessTablesQuery);
  const own = useQuery(readinessTableQuery).data;
  return (
    <Page
      title={t('readiness.history')}
      actions={
        <Link to="/land/readiness">
          <Button size="small">{t('readiness.toTable')}</Button>
        </Link>
      }
    >
      <Loaded query={query}>
        {(tables) =>
          (tables.length === 0 && own !== undefined ? [own] : tables)
            .toSorted((a, b) => b.version - a.version)
            .map((table, index) => <Version key={table.version} table={table} inForce={index === 0} />)
        }
      </Loaded>
    </Page>
  );
}

function Version({ table, inForce }: { readonly table: ReadinessTable; readonly inForce: boolean }) {
  const { t, say } = useWords();
  return (
    <section className="section">
      <h2>
        {t('readiness.version', { version: table.version })} {inForce && `· ${t('readiness.inForce')}`}
      </h2>
      <p>
        {table.version === 0 ? (
          t('readiness.introOwn')
        ) : (
          <>
            {table.note} <span className="quiet">{[table.savedBy, minute(table.savedAt)].join(' · ')}</span>
          </>
        )}
      </p>
      <Disclosure summary={t('readiness.lines', { lines: table.lines.length })} open={inForce}>
        <ol className="version-lines">
          {table.lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
            <li key={index}>
              {index + 1}. <ReadinessMark name={line.class} /> {say(line.title)}{' '}
              <span className="quiet">
                {line.cells.length === 0
                  ? t('explain.always')
                  : line.cells.map((cell) => conditionWords(cell, say)).join(say({ zh: '；', en: '; ' }))}
              </span>
            </li>
          ))}
        </ol>
      </Disclosure>
      {!inForce && (
        <p>
          <Link to="/land/readiness" search={{ version: String(table.version) }}>
            {t('readiness.bringBack')}
          </Link>
        </p>
      )}
    </section>
  );
}
