import Type from 'typebox';
import { afterEach, expect, test } from 'vitest';
import { closeServers, server } from './server.ts';

afterEach(closeServers);

test('the OpenAPI document is 3.1, has the routes of the API with their problems, and no others', async () => {
  const app = await server();
  app.get('/ogc/collections', async () => ({}));
  app.post(
    '/api/v1/land/sites',
    {
      schema: {
        body: Type.Object({ name: Type.String() }),
        response: { 200: Type.Object({ id: Type.String() }) },
      },
    },
    async () => ({ id: 'x' }),
  );
  const document = (await app.inject('/api/v1/openapi.json')).json<{
    openapi: string;
    paths: Record<
      string,
      Record<
        string,
        { tags: string[]; requestBody: unknown; responses: Record<string, { content: unknown }> }
      >
    >;
  }>();
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toEqual(['/api/v1/problems', '/api/v1/land/sites']);
  const operation = document.paths['/api/v1/land/sites']?.post;
  expect(operation?.tags).toEqual(['land']);
  expect(operation?.requestBody).toMatchObject({
    content: { 'application/json': { schema: { type: 'object', required: ['name'] } } },
  });
  expect(Object.keys(operation?.responses.default?.content ?? {})).toEqual(['application/problem+json']);
});
