import { Button } from 'antd';
import { problemOf } from '../app/http.ts';
import { useWords } from '../app/use-words.ts';
import './problem-view.css';

/** What happened, where, and what to do; never a bare code. */
export function ProblemView({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t } = useWords();
  const problem = problemOf(error);
  return (
    <div className="problem" role="alert">
      <p className="problem-title">{problem.title}</p>
      {problem.detail !== '' && problem.detail !== problem.title && <p>{problem.detail}</p>}
      {problem.remedy !== '' && <p>{problem.remedy}</p>}
      {onRetry !== undefined && (
        <Button size="small" onClick={onRetry}>
          {t('act.retry')}
        </Button>
      )}
    </div>
  );
}
