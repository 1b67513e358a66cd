import { type Database, inScope, type Scope, type Transaction } from '@lizhu/db';
import type { FileStore } from '@lizhu/files';
import { requireRole } from '@lizhu/identity';
import type { FastifyRequest } from 'fastify';
import type { MapSettings } from '../contract.ts';
import type { FabricCache } from '../fabric/fabric-cache.ts';

/** What the composition root gives to the slice. */
export interface LandContext {
  readonly database: Database;
  readonly files: FileStore;
  readonly fabrics: FabricCache;
  readonly now: () => Date;
  readonly settings: MapSettings;
  /** The largest file that an import may bring; 512 MiB unless told otherwise. */
  readonly uploadBytes?: number;
}

/** Route options: who holds a post may read; who may change land. */
export const readers = { preHandler: requireRole('viewer', 'land-officer', 'administrator') };
export const officers = { preHandler: requireRole('land-officer', 'administrator') };

/** Runs `work` in a transaction under the scope of the request: what every handler that writes does. */
export async function inRequest<T>(
  context: LandContext,
  request: FastifyRequest,
  work: (tx: Transaction, scope: Scope) => Promise<T>,
): Promise<T> {
  const scope = await request.scope();
  return inScope(context.database, scope, (tx) => work(tx, scope));
}

/** The same for reading: PostgreSQL refuses to write. */
export async function readRequest<T>(
  context: LandContext,
  request: FastifyRequest,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return inScope(context.database, await request.scope(), work, { readOnly: true });
}
