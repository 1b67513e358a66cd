import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { catalogueTable, makeCatalogue } from '../problems/catalogue.ts';
import { databaseProblems, httpProblems } from '../problems/http-problems.ts';

test('PROBLEMS.md is the catalogue of this package', async () => {
  const document = await readFile(new URL('../PROBLEMS.md', import.meta.url), 'utf8');
  expect(document).toContain(catalogueTable(makeCatalogue([httpProblems, databaseProblems])));
});
