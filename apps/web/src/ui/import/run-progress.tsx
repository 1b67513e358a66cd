import { Progress } from 'antd';
import type { ReactNode } from 'react';
import './import.css';

/** Long work on the server: how far it is, what it does, and that one may leave. */
export function RunProgress({
  title,
  share,
  message,
  note,
  actions,
}: {
  readonly title: string;
  /** 0 … 1. */
  readonly share: number;
  readonly message: string | null;
  readonly note: string;
  readonly actions?: ReactNode;
}) {
  return (
    <div className="run-progress">
      <h2>{title}</h2>
      <Progress percent={Math.round(share * 100)} status="active" aria-label={title} />
      <p role="status">{message}</p>
      <p className="quiet">{note}</p>
      {actions}
    </div>
  );
}
