import type { Import, ImportReport } from '@lizhu/land/contract';
import { Button } from 'antd';
import { useMayEdit } from '../../../app/session.ts';
import { useWords } from '../../../app/use-words.ts';
import { ProblemView } from '../../../ui/problem-view.tsx';
import { ImportFaults } from './import-faults.tsx';
import { ImportFigures } from './import-figures.tsx';
import { useImportStep } from './import-queries.ts';
import './imports.css';

/** What the dry run found; nothing has changed yet. */
export function ImportReportView({
  entry,
  report,
  onAgain,
}: {
  readonly entry: Import;
  readonly report: ImportReport;
  /** Goes back to the mapping. */
  readonly onAgain: () => void;
}) {
  const { t } = useWords();
  const mayEdit = useMayEdit();
  const step = useImportStep(entry.id);
  const usable = report.valid + report.repaired;
  const body = { revision: entry.revision };
  return (
    <>
      <ImportFigures report={report} />
      <ImportFaults entry={entry} report={report} />
      {step.isError && <ProblemView error={step.error} />}
      <div className="import-actions no-print">
        <Button
          type="primary"
          disabled={!mayEdit || usable === 0}
          loading={step.isPending && step.variables.verb === 'commit'}
          onClick={() => step.mutate({ verb: 'commit', body })}
        >
          {t('import.commit', { features: usable.toLocaleString('en') })}
        </Button>
        <Button disabled={!mayEdit || step.isPending} onClick={onAgain}>
          {t('import.again')}
        </Button>
        <Button disabled={!mayEdit || step.isPending} onClick={() => step.mutate({ verb: 'discard', body })}>
          {t('import.discard')}
        </Button>
        <span className="quiet">{t(usable === 0 ? 'import.nothingUsable' : 'import.commitNote')}</span>
      </div>
    </>
  );
}
