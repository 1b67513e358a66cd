import { type Database, inScope, type Scope, type Transaction } from '@lizhu/db';
import type { FileStore } from '@lizhu/files';
import type { FastifyRequest } from 'fastify';
import type { FabricCache } from '../fabric/fabric-cache.ts';

/** What the composition root gives to the slice. */
export interface LandContext {
  readonly database: Database;
  readonly files: FileStore;
  readonly fabrics: FabricCache;
  readonly now: () => Date;
  readonly settings: MapSettings;
}

/** Settings of the operator for maps: a base map of his own, and the number under which maps were reviewed (审图号). */
export interface MapSettings {
  readonly baseMap: { readonly type: 'xyz' | 'wmts'; readonly url: string; readonly attribution: string; readonly maxZoom: number } | null;
  readonly reviewNumber: string | null;
}

/** Runs `work` in a transaction under the scope of the request: what every handler of the slice does. */
export async function inRequest<T>(
  context: LandContext,
  request: FastifyRequest,
  work: (tx: Transaction, scope: Scope) => Promise<T>,
): Promise<T> {
  const scope = await request.scope();
  return inScope(context.database, scope, (tx) => work(tx, scope));
}
