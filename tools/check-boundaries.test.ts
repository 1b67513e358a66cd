import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from './all-migrations.ts';

const { importCycles } = (await import(`${root}tools/import-cycles.mjs`)) as {
  importCycles(imports: ReadonlyMap<string, readonly string[]>): string[][];
};
const { wrongTurns } = (await import(`${root}tools/check-boundaries.mjs`)) as {
  wrongTurns(root: string): Promise<{ files: number; wrong: string[] }>;
};

/** A house in miniature, with one wrong turn of each kind. */
const FILES: Readonly<Record<string, string>> = {
  'kernels/area/index.ts': `import { readFileSync } from 'node:fs';\nexport const read = readFileSync;`,
  'kernels/area/peek.ts': `import type { Page } from '../../apps/web/src/page.tsx';\nexport type Peek = Page;`,
  'platform/db/open.ts': `import { parcel } from '../../domains/land/store.ts';\nexport const open = parcel;`,
  'platform/db/utils.ts': `import { open } from './open.ts';\nexport const more = open;`,
  'domains/land/store.ts': `import { firm } from '../firm/store.ts';\nexport const parcel = firm;`,
  'domains/land/server.ts': `import { server } from '../../apps/server/main.ts';\nexport const land = server;`,
  'domains/firm/store.ts': `import { area } from '../land/contract.ts';\nexport const firm = area;`,
  'domains/land/contract.ts': `import { read } from '@lizhu/area';\nexport const area = read;`,
  'domains/land/one.ts': `import { two } from './two.ts';\nexport const one = two;`,
  'domains/land/two.ts': `import { one } from './one.ts';\nexport const two = one;`,
  'domains/land/shape.ts': `import type { Size } from './size.ts';\nexport interface Shape { size: Size }`,
  'domains/land/size.ts': `import { shape } from './shape-of.ts';\nexport type Size = typeof shape;`,
  'domains/land/shape-of.ts': `import type { Shape } from './shape.ts';\nexport const shape: Shape | null = null;`,
  'domains/land/index.ts': `export { parcel } from './store.ts';`,
  'domains/land/inside.ts': `import { parcel } from './index.ts';\nexport const inside = parcel;`,
  'apps/server/main.ts': `import { parcel } from '../../domains/land/store.ts';\nexport const server = parcel;`,
  'apps/web/src/page.tsx': `import { parcel } from '../../../domains/land/store.ts';\nimport { area } from '../../../domains/land/contract.ts';\nexport type Page = string;\nexport const page = <T,>(rows: T[]) => <p title={String(parcel)}>{rows.length}{String(area)}</p>;`,
};

let folder: string;
let wrong: string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lizhu-boundaries-'));
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  for (const name of [
    'kernels/area',
    'platform/db',
    'domains/land',
    'domains/firm',
    'apps/server',
    'apps/web',
  ])
    await writeFile(
      join(folder, name, 'package.json'),
      JSON.stringify({
        name: `@lizhu/${name.split('/')[1]}`,
        type: 'module',
        exports: { '.': './index.ts' },
      }),
    );
  await mkdir(join(folder, 'node_modules/@lizhu'), { recursive: true });
  await symlink(join(folder, 'kernels/area'), join(folder, 'node_modules/@lizhu/area'));
  await cp(join(root, '.dependency-cruiser.cjs'), join(folder, '.dependency-cruiser.cjs'));
  const here = process.cwd();
  process.chdir(folder);
  try {
    wrong = (await wrongTurns(`${folder}/`)).wrong;
  } finally {
    process.chdir(here);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the directions of imports', () => {
  test.each([
    ['kernels-do-no-io: kernels/area/index.ts → fs'],
    ['kernels-stand-alone: kernels/area/peek.ts → apps/web/src/page.tsx'],
    ['platform-knows-no-domain: platform/db/open.ts → domains/land/store.ts'],
    ['domains-know-no-app: domains/land/server.ts → apps/server/main.ts'],
    ['slices-meet-at-contracts: domains/land/store.ts → domains/firm/store.ts'],
    ['pages-import-kernels-and-contracts: apps/web/src/page.tsx → domains/land/store.ts'],
    ['no-own-front-door: domains/land/inside.ts → domains/land/index.ts'],
    ['cycle: domains/land/one.ts ↔ domains/land/two.ts'],
    ['undeclared: domains/land/contract.ts → @lizhu/area'],
    ['says nothing: platform/db/utils.ts'],
  ])('%s', (line) => {
    expect(wrong).toContain(line);
  });

  test('nothing else is wrong: contracts may be met, apps may know domains, types may go in a circle', () => {
    const expected = [
      'kernels-do-no-io',
      'kernels-stand-alone',
      'platform-knows-no-domain',
      'domains-know-no-app',
    ];
    expected.push(
      'slices-meet-at-contracts',
      'pages-import-kernels-and-contracts',
      'no-own-front-door',
      'undeclared',
      'says nothing',
    );
    const kinds = wrong.map((line) => line.split(':')[0]);
    expect(kinds.filter((kind) => !expected.includes(kind!))).toEqual(['cycle']);
    expect(wrong.filter((line) => line.includes('shape'))).toEqual([]);
    expect(wrong.filter((line) => line.startsWith('pages-import'))).toHaveLength(1);
  });
});

test('a look that reads nothing is no success', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'lizhu-boundaries-'));
  try {
    await mkdir(join(empty, 'kernels/area'), { recursive: true });
    for (const name of ['a', 'b', 'c', 'd'])
      await writeFile(join(empty, 'kernels/area', `${name}.ts`), 'export const x = 1;');
    await cp(join(root, '.dependency-cruiser.cjs'), join(empty, '.dependency-cruiser.cjs'));
    await expect(wrongTurns(`${empty}/`)).rejects.toThrow(/Cannot vouch for the boundaries/);
  } finally {
    await rm(empty, { recursive: true, force: true });
  }
});

test('cycles are found among many files', () => {
  const imports = new Map<string, string[]>([
    ['a', ['b']],
    ['b', ['c', 'e']],
    ['c', ['a', 'd']],
    ['d', ['e']],
    ['e', ['f']],
    ['f', ['d']],
    ['g', ['a', 'f', 'g']],
  ]);
  expect(importCycles(imports).sort()).toEqual([
    ['a', 'b', 'c'],
    ['d', 'e', 'f'],
  ]);
});
