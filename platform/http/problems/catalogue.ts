import type { ProblemDefinition, ProblemSet } from './define-problems.ts';

/** All problems that this process can answer with, by code. Closed when the server is made. */
export type Catalogue = ReadonlyMap<string, ProblemDefinition>;

/** @throws Error when two sets define the same code. */
export function makeCatalogue(sets: readonly ProblemSet[]): Catalogue {
  const catalogue = new Map<string, ProblemDefinition>();
  for (const { slice, definitions } of sets) {
    for (const [name, definition] of Object.entries(definitions)) {
      const code = `${slice}.${name}`;
      if (catalogue.has(code))
        throw new Error(`Cannot make the catalogue of problems: ${code} is defined twice`);
      catalogue.set(code, definition);
    }
  }
  return new Map([...catalogue].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The catalogue as a Markdown table, for documents that a test compares with it. */
export function catalogueTable(catalogue: Catalogue): string {
  const rows = [...catalogue].map(
    ([code, { status, title, remedy }]) =>
      `| \`${code}\` | ${status} | ${title.zh}<br>${title.en} | ${remedy.zh}<br>${remedy.en} |`,
  );
  return ['| code | status | what happened | what to do |', '| --- | --- | --- | --- |', ...rows, ''].join(
    '\n',
  );
}
