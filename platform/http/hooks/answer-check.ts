import type { FastifyRequest } from 'fastify';
import type { SchemaCheck } from '../schema-validators.ts';

/**
 * Checks answers against the schemas of their routes. Serialisation alone would drop or change what does not fit, and
 * nobody would notice.
 *
 * @throws Error that names route, status and place.
 */
export class AnswerCheck {
  readonly #checks = new WeakMap<object, SchemaCheck>();
  readonly #compile: (schema: object) => SchemaCheck;

  constructor(compile: (schema: object) => SchemaCheck) {
    this.#compile = compile;
  }

  check(request: FastifyRequest, status: number, payload: unknown): void {
    const schemas = request.routeOptions.schema?.response as Record<string, object> | undefined;
    const schema =
      schemas?.[String(status)] ?? schemas?.[`${Math.floor(status / 100)}xx`] ?? schemas?.default;
    if (schema === undefined) return;
    let check = this.#checks.get(schema);
    if (check === undefined) {
      check = this.#compile(schema);
      this.#checks.set(schema, check);
    }
    const travelled = JSON.parse(JSON.stringify(payload ?? null, bigintAsNumber)) as unknown;
    if (check(travelled)) return;
    const faults = (check.errors ?? [])
      .slice(0, 5)
      .map((error) => `${error.instancePath || '/'} ${error.message}`);
    throw new Error(
      `Cannot answer ${request.method} ${request.routeOptions.url} with ${status}: its schema does not fit: ${faults.join('; ')}`,
    );
  }
}

function bigintAsNumber(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
