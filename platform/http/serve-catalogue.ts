import Type from 'typebox';
import type { HttpApp } from './http-app.ts';
import type { Catalogue } from './problems/catalogue.ts';
import { Problem } from './problems/problem.ts';
import { problemType } from './problems/problem-document.ts';

const Text = Type.Object({ zh: Type.String(), en: Type.String() });
const CatalogueEntry = Type.Object({
  type: Type.String(),
  code: Type.String(),
  status: Type.Integer(),
  title: Text,
  detail: Type.Optional(Text),
  remedy: Text,
});

/** Serves the catalogue at /api/v1/problems, and each entry where the `type` of a problem points. */
export function serveCatalogue(app: HttpApp, catalogue: Catalogue): void {
  const rows = [...catalogue].map(([code, definition]) => ({ type: problemType(code), code, ...definition }));
  app.get(
    '/api/v1/problems',
    { schema: { response: { 200: Type.Object({ rows: Type.Array(CatalogueEntry) }) } } },
    async () => ({ rows }),
  );
  app.get(
    problemType(':code'),
    { schema: { params: Type.Object({ code: Type.String() }), response: { 200: CatalogueEntry } } },
    async (request) => {
      const row = rows.find(({ code }) => code === request.params.code);
      if (row === undefined) throw new Problem('http.not-found');
      return row;
    },
  );
}
