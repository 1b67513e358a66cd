import { Link } from '@tanstack/react-router';
import { Button, Spin } from 'antd';
import { ProblemView } from '../ui/problem-view.tsx';
import { useWords } from './use-words.ts';
import '../ui/page.css';

export function RoutePending() {
  return (
    <div className="page" role="status" aria-busy="true">
      <Spin />
    </div>
  );
}

/** A page that could not be shown; without an error, an address that is none. */
export function RouteProblem({ error, reset }: { readonly error: unknown; readonly reset?: () => void }) {
  const { t } = useWords();
  return (
    <div className="page">
      {error === null ? (
        <>
          <h1>{t('problem.noPage')}</h1>
          <p>{t('problem.noPageRemedy')}</p>
        </>
      ) : (
        <ProblemView error={error} {...(reset === undefined ? {} : { onRetry: reset })} />
      )}
      <Link to="/">
        <Button>{t('act.toStart')}</Button>
      </Link>
    </div>
  );
}
