import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const rooms = ['kernels', 'platform', 'domains', 'apps'];

/** A README beside its package.json, and the JavaScript that it shows. */
const documents = [
  'demo',
  ...rooms.flatMap((room) => readdirSync(join(root, room)).map((name) => `${room}/${name}`)),
]
  .map((folder) => join(root, folder, 'README.md'))
  .flatMap((file) => {
    try {
      const text = readFileSync(file, 'utf8');
      return [...text.matchAll(/^```js\n([\s\S]*?)^```/gm)].map((match) => ({ file, code: match[1]! }));
    } catch {
      return [];
    }
  });

/** What the comments behind `console.log` say will be printed. */
function promised(code: string): string[] {
  return [...code.matchAll(/console\.log\(.*\);?\s*\/\/ (.*)$/gm)].map((match) => match[1]!.trim());
}

test('there are READMEs with code', () => {
  expect(documents.length).toBeGreaterThan(3);
});

test.each(
  documents.map(({ file, code }, index) => [`${file.slice(root.length)} block ${index}`, file, code]),
)('%s runs and prints what it says', (_title, file, code) => {
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', code!], {
    cwd: dirname(file!),
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 16 * 2 ** 20,
  });
  const lines = printed.trim().split('\n');
  const expected = promised(code!);
  for (const line of expected) expect(lines).toContain(line);
});
