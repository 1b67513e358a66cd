import type { Import } from '@lizhu/land/contract';
import { Link } from '@tanstack/react-router';
import { Button, Popconfirm } from 'antd';
import { useMayEdit } from '../../../app/session.ts';
import { useWords } from '../../../app/use-words.ts';
import { ProblemView } from '../../../ui/problem-view.tsx';
import { ImportFaults } from './import-faults.tsx';
import { ImportFigures } from './import-figures.tsx';
import { useImportStep } from './import-queries.ts';

/** An import that has come to an end: committed (and can be undone), undone, discarded, refused, failed. */
export function ImportEnd({ entry }: { readonly entry: Import }) {
  const { t, say } = useWords();
  const mayEdit = useMayEdit();
  const step = useImportStep(entry.id);
  const { state, problem, report } = entry;
  return (
    <>
      {problem !== null && (
        <div className="problem" role="alert">
          <p className="problem-title">{say(problem.message)}</p>
          <p>{say(problem.remedy)}</p>
        </div>
      )}
      <p>{t(`import.ended.${state as 'committed'}`)}</p>
      {report !== null && <ImportFigures report={report} />}
      {step.isError && <ProblemView error={step.error} />}
      <div className="page-actions no-print">
        {state === 'committed' && (
          <>
            <Link to="/land/map">
              <Button type="primary">{t('import.seeMap')}</Button>
            </Link>
            <Popconfirm
              title={t('import.undoSure')}
              okText={t('import.undo')}
              cancelText={t('act.no')}
              onConfirm={() => step.mutate({ verb: 'undo', body: { revision: entry.revision } })}
            >
              <Button danger disabled={!mayEdit} loading={step.isPending}>
                {t('import.undo')}
              </Button>
            </Popconfirm>
          </>
        )}
        {state !== 'committed' && (
          <Link to="/land/imports">
            <Button>{t('import.another')}</Button>
          </Link>
        )}
      </div>
      {report !== null && state !== 'discarded' && <ImportFaults entry={entry} report={report} />}
    </>
  );
}
