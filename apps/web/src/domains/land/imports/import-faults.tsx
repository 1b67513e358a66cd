import type { Import, ImportFault, ImportReport } from '@lizhu/land/contract';
import { Button, Dropdown } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { address } from '../../../app/http.ts';
import { useWords } from '../../../app/use-words.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Section } from '../../../ui/page.tsx';
import { exportFormats } from '../export-formats.ts';
import { FaultDetail } from './fault-detail.tsx';
import { FaultKinds } from './fault-kinds.tsx';
import { FaultTable } from './fault-table.tsx';
import { importAddress } from './import-queries.ts';
import './imports.css';

const FaultMap = lazy(() => import('./fault-map.tsx'));

export interface FaultFilter {
  readonly severity?: string;
  readonly code?: string;
}

/** The fault list: by kind, row by row with place and remedy, on a map, and to be taken away. */
export function ImportFaults({ entry, report }: { readonly entry: Import; readonly report: ImportReport }) {
  const { t, say } = useWords();
  const [filter, setFilter] = useState<FaultFilter>({});
  const [fault, setFault] = useState<ImportFault | null>(null);
  if (report.faults.length === 0) return <EmptyState title={t('import.noFaults')} />;
  const total = report.faults.reduce((sum, kind) => sum + kind.count, 0);
  return (
    <Section
      title={t('import.faults', { faults: total.toLocaleString('en') })}
      actions={
        <>
          <Button size="small" href={importAddress(entry.id, 'faults.xlsx')} download>
            {t('import.faultsXlsx')}
          </Button>
          <Button size="small" href={importAddress(entry.id, 'faults.geojson')} download>
            {t('import.faultsGeojson')}
          </Button>
          {report.quarantined > 0 && (
            <Dropdown
              trigger={['click']}
              menu={{
                items: exportFormats.map(({ key, name }) => ({
                  key,
                  label: (
                    <a href={address(importAddress(entry.id, 'quarantine'), { format: key })} download>
                      {say(name)}
                    </a>
                  ),
                })),
              }}
            >
              <Button size="small">{t('import.quarantineDownload')}</Button>
            </Dropdown>
          )}
        </>
      }
    >
      <FaultKinds report={report} filter={filter} onFilter={setFilter} />
      <div className="fault-columns">
        <div className="fault-room">
          <FaultTable id={entry.id} filter={filter} selected={fault} onSelect={setFault} />
        </div>
        <div className="fault-side">
          <div className="fault-map no-print">
            <Suspense fallback={null}>
              <FaultMap id={entry.id} filter={filter} selected={fault} onSelect={setFault} />
            </Suspense>
          </div>
          {fault === null ? (
            <p className="quiet no-print">{t('import.chooseFault')}</p>
          ) : (
            <FaultDetail fault={fault} />
          )}
        </div>
      </div>
    </Section>
  );
}
