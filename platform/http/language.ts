import type { Language } from './bilingual.ts';

interface WithHeaders {
  readonly headers: { readonly 'accept-language'?: string | undefined };
}

/**
 * The language that a request asks for (RFC 9110 §12.5.4): the highest quality among Chinese and English wins, the first
 * named among equals. Chinese when it asks for neither.
 */
export function languageOf(request: WithHeaders): Language {
  const header = request.headers['accept-language'] ?? '';
  let chosen: Language = 'zh';
  let best = 0;
  for (const part of header.slice(0, 200).split(',')) {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
    const quality = Number(/q=([\d.]+)/.exec(parameters.join(';'))?.[1] ?? 1);
    const primary = range.split('-')[0];
    const language = primary === 'zh' ? 'zh' : primary === 'en' ? 'en' : null;
    if (language !== null && quality > best) {
      best = quality;
      chosen = language;
    }
  }
  return chosen;
}

/** The tag for `Content-Language` and `lang`. */
export function languageTag(language: Language): 'zh-CN' | 'en' {
  return language === 'zh' ? 'zh-CN' : 'en';
}
