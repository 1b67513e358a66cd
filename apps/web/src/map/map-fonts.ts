import type { Bilingual } from '@lizhu/programme/contract';

/** The font of labels, which the page brings along. */
export const MAP_FONT = 'Noto Sans SC Variable';

/** The letters of names, in whichever language they will be shown. */
export function lettersOf(things: readonly { readonly name: Bilingual }[]): string[] {
  return things.map(({ name }) => name.zh + name.en);
}

/** Longer than this a first picture does not wait for its letters. */
const PATIENCE_MS = 2000;

/**
 * Loads the ranges of the map's font that the labels need. Labels are drawn from the page's fonts, with no glyph server;
 * a glyph drawn before its font has come would stay a box.
 */
export async function loadMapFont(labels: readonly string[]): Promise<void> {
  const text = `0123456789GBJ亩${[...new Set(labels.join(''))].join('')}`;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([document.fonts.load(`400 24px "${MAP_FONT}"`, text).catch(() => []), late]);
}
