import type { ReactNode } from 'react';
import './disclosure.css';

/** Something said in more detail for who opens it. */
export function Disclosure({
  summary,
  open,
  children,
}: {
  readonly summary: ReactNode;
  readonly open?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <details className="disclosure" {...(open === undefined ? {} : { open })}>
      <summary>{summary}</summary>
      <div>{children}</div>
    </details>
  );
}
