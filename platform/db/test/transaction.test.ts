import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, useTestDatabase } from '../testing.ts';
import { inScope } from '../transaction.ts';
import { newId } from '../uuidv7.ts';

let used: TestDatabase;
beforeAll(async () => {
  used = await useTestDatabase([]);
});
afterAll(() => used.drop());

test('a transaction of the application runs under its scope', async () => {
  const scope = {
    userId: newId(),
    postId: newId(),
    role: 'viewer' as const,
    programmeId: newId(),
    baseIds: [newId()],
  };
  const rows = await inScope(
    used.database,
    scope,
    async (tx) => (await tx.query<{ b: string }>("select current_setting('lizhu.bases') as b")).rows,
  );
  expect(rows).toEqual([{ b: `{${scope.baseIds[0]}}` }]);
});
