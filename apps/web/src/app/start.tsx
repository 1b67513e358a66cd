import '@fontsource-variable/noto-sans-sc/index.css';
import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, router } from './app.tsx';
import { startLanguage } from './i18n.ts';

startLanguage();
// The first picture is the page itself: where the address leads is settled before anything is drawn.
await router.load();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
