import type { Language } from './measure.ts';

/** Things one after the other, parted as the language does. */
export function listed(things: readonly string[], language: Language): string {
  return things.join(language === 'en' ? ', ' : '、');
}
