import { inScope, type Scope, type Transaction } from '@lizhu/db';
import { Problem } from '@lizhu/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Present } from '../fabric/fabric-cache.ts';
import { SharedFlights } from '../tiles/shared-flights.ts';
import type { TileSource } from '../tiles/tile-source.ts';
import { tileCollections, tileSourceOf } from '../tiles/tile-sources.ts';
import { type LandContext, readers } from './land-context.ts';

/** What the asker of a tile may see of collections, as it stands now. */
export interface PresentTiles {
  /** A source a collection; null where there is nothing of the kind. */
  readonly sources: () => Promise<(TileSource | null)[]>;
  readonly version: string;
  /** Of reach and data: another one, other tiles. */
  readonly stamp: string;
}

interface Standing {
  readonly scope: Scope;
  readonly present: Present;
}

/**
 * Finds out who asks for tiles and what he may see. A map asks for dozens at once, with the same proof of who it is: those
 * that arrive while one is being answered share the answer.
 */
export class TileReader {
  readonly #context: LandContext;
  readonly #flights = new SharedFlights<Standing>();

  constructor(context: LandContext) {
    this.#context = context;
  }

  /** @throws Problem `http.not-found` when one of the collections is none; those of `requireRole`. */
  async read(
    request: FastifyRequest,
    reply: FastifyReply,
    collections: readonly string[],
  ): Promise<PresentTiles> {
    if (!collections.every((name) => tileCollections.includes(name))) throw new Problem('http.not-found');
    const { cookie = '', authorization = '' } = request.headers;
    const find = (): Promise<Standing> => this.#find(request, reply);
    const shared = await this.#flights.run(`${cookie}\n${authorization}`, find);
    // The page saw a newer version than the one who was first to ask.
    const { scope, present } = isBefore(shared.present.version, request.query) ? await find() : shared;
    const { snapshot, version, reach } = present;
    const { compute } = this.#context.fabrics.thread;
    const read = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
      inScope(this.#context.database, scope, work, { readOnly: true });
    return {
      sources: () =>
        Promise.all(collections.map((name) => tileSourceOf(snapshot, name, version, { read, compute }))),
      version,
      stamp: `${reach} ${collections.includes('sites') ? version : snapshot.ledger}`,
    };
  }

  async #find(request: FastifyRequest, reply: FastifyReply): Promise<Standing> {
    await readers.preHandler.call(request.server, request, reply);
    const scope = await request.scope();
    return { scope, present: await this.#context.fabrics.at(scope) };
  }
}

function isBefore(version: string, query: unknown): boolean {
  const { v } = query as { v?: unknown };
  return typeof v === 'string' && /^\d{1,15}$/.test(v) && Number(v) > Number(version);
}
