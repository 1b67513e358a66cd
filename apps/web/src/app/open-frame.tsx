import { Link, Outlet } from '@tanstack/react-router';
import { Button } from 'antd';
import './frame.css';
import { useLanguage } from './i18n.ts';
import { Mark } from './mark.tsx';
import { useSession } from './session.ts';
import { useWords } from './use-words.ts';

/** The frame of pages that need no account: plain, one column. */
export function OpenFrame() {
  const { t } = useWords();
  const { switchLanguage } = useLanguage();
  const signedIn = useSession().user !== null;
  return (
    <div className="open-frame">
      <header className="open-header no-print">
        <Link to="/published" className="brand">
          <Mark /> {t('app.name')}
        </Link>
        <div className="header-end">
          <Button type="text" size="small" onClick={switchLanguage}>
            {t('frame.otherLanguage')}
          </Button>
          {signedIn ? (
            <Link to="/overview">{t('frame.toWork')}</Link>
          ) : (
            <Link to="/sign-in">{t('identity.signIn')}</Link>
          )}
        </div>
      </header>
      <main className="open-main">
        <Outlet />
      </main>
    </div>
  );
}
