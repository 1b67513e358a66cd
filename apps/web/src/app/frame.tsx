import { MenuOutlined } from '@ant-design/icons';
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useIsPhone } from '../ui/use-media.ts';
import { destinations } from './destinations.ts';
import './frame.css';
import { HeaderStatus } from './header-status.tsx';
import { useLanguage } from './i18n.ts';
import type { KeyCommand } from './key-sequence.ts';
import { Mark } from './mark.tsx';
import { PrintHeading } from './print-heading.tsx';
import { Rail } from './rail.tsx';
import { SearchBox } from './search-box.tsx';
import { useFrameKeys } from './use-frame-keys.ts';
import { useWords } from './use-words.ts';
import { UserMenu } from './user-menu.tsx';

const KeySheet = lazy(() => import('./key-sheet.tsx'));

/** What surrounds every page of a signed-in person. */
export function Frame() {
  const { t } = useWords();
  const { switchLanguage } = useLanguage();
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const [keysShown, setKeysShown] = useState(false);
  const [railShown, setRailShown] = useState(false);
  const search = useRef<HTMLInputElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: going anywhere closes the menu
  useEffect(() => setRailShown(false), [pathname]);
  const onCommand = useCallback(
    (command: KeyCommand) => {
      if (command.kind === 'search') search.current?.focus();
      if (command.kind === 'keys') setKeysShown(true);
      if (command.kind === 'back') setRailShown(false);
      if (command.kind === 'go') {
        const to = destinations.find(({ letter }) => letter === command.letter)?.to;
        if (to !== undefined) void navigate({ to });
      }
    },
    [navigate],
  );
  useFrameKeys(onCommand);

  return (
    <div className="frame">
      <a className="skip-link" href="#main">
        {t('frame.skip')}
      </a>
      <header className="header no-print">
        {isPhone && (
          <Button
            type="text"
            icon={<MenuOutlined aria-hidden />}
            aria-label={t('frame.menu')}
            aria-expanded={railShown}
            onClick={() => setRailShown(!railShown)}
          />
        )}
        <span className="brand">
          <Mark /> <span className="brand-name">{t('app.name')}</span>
        </span>
        <HeaderStatus />
        <SearchBox inputRef={search} />
        <div className="header-end">
          <Button type="text" size="small" onClick={switchLanguage}>
            {t('frame.otherLanguage')}
          </Button>
          {!isPhone && (
            <Button type="text" size="small" aria-label={t('keys.title')} onClick={() => setKeysShown(true)}>
              ?
            </Button>
          )}
          <UserMenu />
        </div>
      </header>
      {(!isPhone || railShown) && <Rail />}
      <main id="main" className="main" tabIndex={-1}>
        <PrintHeading />
        <Outlet />
      </main>
      {keysShown && (
        <Suspense fallback={null}>
          <KeySheet onClose={() => setKeysShown(false)} />
        </Suspense>
      )}
    </div>
  );
}
