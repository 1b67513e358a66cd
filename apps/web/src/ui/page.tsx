import type { ReactNode } from 'react';
import './page.css';

/** A page that scrolls: title, one line of explanation, its actions, then its one job. */
export function Page({
  title,
  note,
  actions,
  wide,
  children,
}: {
  readonly title: string;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  /** Takes all the room there is, for what is wide by nature. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={wide ? 'page page-wide' : 'page'}>
      <title>{`${title} · 立柱 Lizhu`}</title>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {note !== undefined && <p className="quiet">{note}</p>}
        </div>
        <div className="page-actions no-print">{actions}</div>
      </header>
      {children}
    </div>
  );
}

export function Section({
  title,
  note,
  actions,
  children,
}: {
  readonly title: string;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="section">
      <header className="section-head">
        <h2>{title}</h2>
        {note !== undefined && <span className="quiet">{note}</span>}
        <div className="section-actions no-print">{actions}</div>
      </header>
      {children}
    </section>
  );
}
