import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Language } from '../ui/measure.ts';
import { en } from './locales/en.ts';
import { type Messages, zhCN } from './locales/zh-CN.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Messages };
  }
}

const KEPT_UNDER = 'lizhu.language';

/** Chinese, unless the reader chose English here before. */
export function startLanguage(): void {
  void i18next.use(initReactI18next).init({
    resources: { 'zh-CN': { translation: zhCN }, en: { translation: en } },
    lng: localStorage.getItem(KEPT_UNDER) === 'en' ? 'en' : 'zh-CN',
    fallbackLng: 'zh-CN',
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = i18next.language;
}

export function useLanguage(): { language: Language; switchLanguage: () => void } {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const switchLanguage = (): void => {
    const next: Language = language === 'en' ? 'zh-CN' : 'en';
    localStorage.setItem(KEPT_UNDER, next);
    document.documentElement.lang = next;
    void i18n.changeLanguage(next);
  };
  return { language, switchLanguage };
}
