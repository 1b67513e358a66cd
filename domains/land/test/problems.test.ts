import { readFile } from 'node:fs/promises';
import { catalogueTable, makeCatalogue } from '@lizhu/http';
import { expect, test } from 'vitest';
import { landProblems } from '../problems.ts';

test('PROBLEMS.md is the catalogue of this package', async () => {
  const document = await readFile(new URL('../PROBLEMS.md', import.meta.url), 'utf8');
  expect(document).toContain(catalogueTable(makeCatalogue([landProblems])));
});
