import type { UseQueryResult } from '@tanstack/react-query';
import { Spin } from 'antd';
import type { ReactNode } from 'react';
import { ProblemView } from './problem-view.tsx';
import './loaded.css';

/** The three lives of a question to the server: waiting, failed, answered. */
export function Loaded<T>({
  query,
  children,
}: {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ProblemView error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div className="loading" role="status" aria-busy="true">
      <Spin size="small" delay={250} />
    </div>
  );
}
