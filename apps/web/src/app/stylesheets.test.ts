import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Loaded with the first page; its classes may be used anywhere. */
const everywhere = join(root, 'app/styles.css');

const texts = new Map(
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.test)\.(tsx?|css)$/.test(path))
    .map((path) => [join(root, path), readFileSync(join(root, path), 'utf8')] as const),
);

const definedIn = new Map<string, string[]>();
for (const [path, text] of texts) {
  if (!path.endsWith('.css')) continue;
  const selectors = text.replaceAll(/\{[^{}]*\}/g, ' ');
  for (const name of new Set([...selectors.matchAll(/\.([a-z][\w-]*)/g)].map(([, found]) => found!)))
    definedIn.set(name, [...(definedIn.get(name) ?? []), path]);
}

/** All that a file imports, and what those import; pages fetched later included. */
function reachedFrom(path: string, reached = new Set<string>()): Set<string> {
  if (reached.has(path)) return reached;
  reached.add(path);
  for (const [, target] of texts.get(path)!.matchAll(/(?:from |import |import\()'(\.[^']+)'/g)) {
    const next = normalize(join(dirname(path), target!));
    if (texts.has(next)) reachedFrom(next, reached);
  }
  return reached;
}

function classesUsedBy(text: string): string[] {
  return [...text.matchAll(/className=(?:"([^"]*)"|\{([^}]*)\})/g)].flatMap(([, plain, computed]) => {
    const literals = [...(computed ?? '').matchAll(/['"`]([^'"`]*)['"`]/g)].map(([, literal]) => literal!);
    return [plain ?? '', ...literals].join(' ').match(/[a-z][a-z0-9-]+/g) ?? [];
  });
}

test('a component brings the styles of its classes, so that a page looks the same whatever was opened before', () => {
  const missing = [...texts]
    .filter(([path]) => path.endsWith('.tsx'))
    .flatMap(([path, text]) => {
      const reached = reachedFrom(path).add(everywhere);
      return classesUsedBy(text)
        .filter((name) => definedIn.has(name) && !definedIn.get(name)!.some((sheet) => reached.has(sheet)))
        .map((name) => `${relative(root, path)}: .${name}`);
    });
  expect(missing).toEqual([]);
});
