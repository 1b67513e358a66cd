import type { Bilingual } from '@lizhu/programme/contract';
import { useTranslation } from 'react-i18next';
import type { Language } from '../ui/measure.ts';

/** The words of a page: `t` for its own strings, `say` for texts that the data brings in two languages. */
export function useWords() {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const say = (text: Bilingual): string => (language === 'en' ? text.en || text.zh : text.zh || text.en);
  return { t, say, language };
}
