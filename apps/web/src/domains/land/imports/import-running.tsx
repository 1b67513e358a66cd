import type { Import } from '@lizhu/land/contract';
import { Button } from 'antd';
import { useMayEdit } from '../../../app/session.ts';
import { useWords } from '../../../app/use-words.ts';
import { RunProgress } from '../../../ui/import/run-progress.tsx';
import { ProblemView } from '../../../ui/problem-view.tsx';
import { useImportStep } from './import-queries.ts';

/** The server works: inspecting, dry run, committing or undoing. */
export function ImportRunning({ entry }: { readonly entry: Import }) {
  const { t, say } = useWords();
  const mayEdit = useMayEdit();
  const step = useImportStep(entry.id);
  const state = entry.state as 'uploaded' | 'checking' | 'committing' | 'undoing';
  return (
    <RunProgress
      title={t(`import.running.${state}`)}
      share={entry.progress}
      message={entry.message === null ? null : say(entry.message)}
      note={t('import.mayLeave')}
      actions={
        mayEdit &&
        (state === 'checking' || state === 'uploaded') && (
          <>
            <Button loading={step.isPending} onClick={() => step.mutate({ verb: 'cancel' })}>
              {t('import.cancel')}
            </Button>
            {step.isError && <ProblemView error={step.error} />}
          </>
        )
      }
    />
  );
}
