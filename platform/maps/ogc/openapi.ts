import type { Collection } from './collection.ts';
import { LIMIT_DEFAULT, LIMIT_MAX } from './query.ts';

const geojson = { 'application/geo+json': { schema: { type: 'object' } } };
const json = { 'application/json': { schema: { type: 'object' } } };
const problem = { 'application/problem+json': { schema: { type: 'object' } } };

/** The OpenAPI 3.0 description that OGC API Features asks for (requirement class oas30). */
export function openApiOf(title: string, server: string, collections: readonly Collection<never>[]): object {
  const paths: Record<string, object> = {
    '/': operation('Landing page', 'getLandingPage', json),
    '/conformance': operation('Conformance classes', 'getConformance', json),
    '/collections': operation('Collections', 'getCollections', json),
  };
  for (const collection of collections) {
    const path = `/collections/${collection.id}`;
    paths[path] = operation(collection.title, `describe_${collection.id}`, json);
    paths[`${path}/items`] = operation(`Features of ${collection.title}`, `items_${collection.id}`, geojson, [
      parameter('bbox', { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 6 }, false),
      parameter('bbox-crs', { type: 'string', format: 'uri' }),
      parameter('crs', { type: 'string', format: 'uri' }),
      parameter('datetime', { type: 'string' }),
      parameter('limit', { type: 'integer', minimum: 1, maximum: LIMIT_MAX, default: LIMIT_DEFAULT }),
      parameter('after', { type: 'string' }),
      ...Object.entries(collection.properties)
        .filter(([, schema]) => schema.queryable === true)
        .map(([name, schema]) => parameter(name, { type: schema.type })),
    ]);
    paths[`${path}/items/{featureId}`] = operation(
      `One feature of ${collection.title}`,
      `item_${collection.id}`,
      geojson,
      [
        { name: 'featureId', in: 'path', required: true, schema: { type: 'string' } },
        parameter('crs', { type: 'string', format: 'uri' }),
      ],
    );
  }
  return { openapi: '3.0.3', info: { title, version: '1.0.0' }, servers: [{ url: server }], paths };
}

function operation(
  summary: string,
  operationId: string,
  content: object,
  parameters: readonly object[] = [],
): object {
  const responses = {
    200: { description: 'OK', content },
    400: { description: 'A parameter is wrong', content: problem },
    404: { description: 'Not found', content: problem },
  };
  return { get: { summary, operationId, parameters, responses } };
}

function parameter(name: string, schema: object, explode = true): object {
  return { name, in: 'query', required: false, schema, style: 'form', explode };
}
