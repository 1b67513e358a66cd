import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { HtmlTagDescriptor, Plugin } from 'vite';

const FONT = '@fontsource-variable/noto-sans-sc/index.css';
const WORDS = fileURLToPath(new URL('src/app/locales/zh-CN.ts', import.meta.url));
/** A file with fewer letters of the page is fetched when one of them is met. */
const LETTERS_MIN = 3;

/**
 * Has the browser fetch the font files that nearly every page needs while the scripts are still on their way: otherwise it learns of
 * them only from the first text, and lays the page out anew as each of them arrives.
 */
export function preloadFonts(): Plugin {
  return {
    name: 'preload-fonts',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const needed = neededFiles();
        return Object.values(bundle ?? {})
          .filter((file) => file.type === 'asset' && file.names.some((name) => needed.has(name)))
          .map(
            ({ fileName }): HtmlTagDescriptor => ({
              tag: 'link',
              attrs: {
                rel: 'preload',
                as: 'font',
                type: 'font/woff2',
                href: `/${fileName}`,
                crossorigin: true,
              },
              injectTo: 'head',
            }),
          );
      },
    },
  };
}

/** Names of the font's files that hold the letters of the page's Chinese words. */
function neededFiles(): Set<string> {
  const letters = Array.from(new Set(readFileSync(WORDS, 'utf8')), (letter) => letter.codePointAt(0)!);
  const css = readFileSync(createRequire(import.meta.url).resolve(FONT), 'utf8');
  const faces = [...css.matchAll(/url\(\.\/files\/([^)]+)\)[^}]*unicode-range:\s*([^;]+);/g)];
  const needed = faces.filter(([, , ranges]) => letters.filter(within(ranges!)).length >= LETTERS_MIN);
  if (needed.length === 0) throw new Error(`Cannot preload fonts: no file of ${FONT} has the page's letters`);
  return new Set(needed.map(([, file]) => file!));
}

/** Whether a code point is in a CSS `unicode-range`, such as `U+4e00-4e2f, U+2e3a`. */
function within(ranges: string): (codePoint: number) => boolean {
  const bounds = [...ranges.matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi)].map(
    ([, from, to]) => [Number.parseInt(from!, 16), Number.parseInt(to ?? from!, 16)] as const,
  );
  return (codePoint) => bounds.some(([from, to]) => codePoint >= from && codePoint <= to);
}
