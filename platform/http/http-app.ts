import type {} from '@fastify/cookie';
import type {} from '@fastify/multipart';
import type {} from '@fastify/rate-limit';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ProblemSet } from './problems/define-problems.ts';
import type { RecogniseDatabaseError } from './problems/problem-of-error.ts';

/** The server, or a part of it: Fastify whose routes take their types from TypeBox schemas. */
export type HttpApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** False for a POST that saves nothing of its own (a preview, signing out): it also works while storage is read-only. */
    writes?: boolean;
  }
  interface FastifyInstance {
    /** Streams of events that are open; closing the server ends them. */
    readonly openEventStreams: Set<AbortController>;
  }
}

export interface HttpLimits {
  /** Body of a request that is no upload. */
  readonly bodyBytes: number;
  /** One uploaded file. */
  readonly uploadBytes: number;
  /** From one address; an IPv6 /64 counts as one. Generous, since a map asks for many tiles and an office shares an address. */
  readonly requestsPerMinute: number;
  /** For a request to arrive whole, uploads included. */
  readonly receiveSeconds: number;
  /** How long closing waits for answers that are under way. */
  readonly closeSeconds: number;
}

const MIB = 1024 * 1024;
export const defaultHttpLimits: HttpLimits = {
  bodyBytes: MIB,
  uploadBytes: 512 * MIB,
  requestsPerMinute: 30_000,
  receiveSeconds: 600,
  closeSeconds: 10,
};

export interface HttpOptions {
  /** Where the server logs; false for silence. */
  readonly logger: FastifyBaseLogger | false;
  /** The problems of all slices; those of this package come by themselves. */
  readonly problems: readonly ProblemSet[];
  /** Which proxies may say who asks (X-Forwarded-*): by default none. Addresses, or how many hops. */
  readonly trustProxy?: boolean | string | readonly string[] | number;
  readonly limits?: Partial<HttpLimits>;
  /** When false, every answer is also checked against the schema of its route, and one that does not fit is an error. */
  readonly isProduction: boolean;
  /** Asked before each write. */
  readonly storage?: () => 'ok' | 'read-only' | Promise<'ok' | 'read-only'>;
  /** `databaseProblem` of the database's package: turns its errors into problems `database.*`. */
  readonly recogniseDatabaseError?: RecogniseDatabaseError;
  /** Other origins that pages load base maps from: `https://t0.tianditu.gov.cn`. */
  readonly mapOrigins?: readonly string[];
  /** Where the server is reached, beside what the Host header says: `https://land.example.cn`. */
  readonly origins?: readonly string[];
  /** Makes request ids; a random uuid by default. */
  readonly newRequestId?: () => string;
  readonly title?: string;
  readonly version?: string;
}
