import { Button } from 'antd';
import { problemOf } from '../../../app/http.ts';
import { useWords } from '../../../app/use-words.ts';
import { ProblemView } from '../../../ui/problem-view.tsx';

/** A refused change. Where someone else was faster, the way on is to reload; nothing of theirs is overwritten. */
export function ChangeProblem({
  error,
  onReload,
}: {
  readonly error: unknown;
  readonly onReload: () => void;
}) {
  const { t } = useWords();
  return (
    <div className="change-problem">
      <ProblemView error={error} />
      {problemOf(error).status === 409 && (
        <Button size="small" onClick={onReload}>
          {t('act.reload')}
        </Button>
      )}
    </div>
  );
}
