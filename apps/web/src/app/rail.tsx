import { Link, useRouterState } from '@tanstack/react-router';
import { destinations } from './destinations.ts';
import { useWords } from './use-words.ts';
import './frame.css';

export function Rail() {
  const { t } = useWords();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  return (
    <nav className="rail no-print" aria-label={t('frame.menu')}>
      {destinations.map(({ to, words, icon: Icon, within, letter }) => (
        <Link
          key={to}
          to={to}
          className="rail-entry"
          aria-current={pathname.startsWith(within) ? 'page' : undefined}
          title={`g ${letter}`}
        >
          <Icon aria-hidden />
          <span>{t(`nav.${words}`)}</span>
        </Link>
      ))}
    </nav>
  );
}
