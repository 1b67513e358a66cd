import { inScope } from '@lizhu/db';
import { decodeCursor, encodeCursor, type HttpApp } from '@lizhu/http';
import Type from 'typebox';
import { listMembers, Member } from '../list-members.ts';
import { requireRole } from '../require-role.ts';
import type { AskerContext } from '../sessions/asker.ts';

const Page = Type.Object({
  cursor: Type.Optional(Type.String()),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 100 }),
});
const Members = Type.Object({ rows: Type.Array(Member), next: Type.Union([Type.String(), Type.Null()]) });
const Key = Type.String({ format: 'uuid' });

/** Who holds which post: for the administrators of a programme. */
export function memberRoutes(app: HttpApp, { database, auth }: AskerContext): void {
  app.get(
    '/members',
    { preHandler: requireRole('administrator'), schema: { querystring: Page, response: { 200: Members } } },
    async (request) => {
      const { cursor, limit } = request.query;
      const after = cursor === undefined ? null : decodeCursor(Key, cursor);
      const { rows, next } = await inScope(
        database,
        await request.scope(),
        (tx) => listMembers(tx, auth.pool, { after, limit }),
        { readOnly: true },
      );
      return { rows, next: next === null ? null : encodeCursor(next) };
    },
  );
}
