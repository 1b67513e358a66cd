/** Stable codes for what a database may refuse; they name no table, constraint or value. */
export type DatabaseProblemCode =
  | 'duplicate'
  | 'missing-reference'
  | 'forbidden'
  | 'invalid-value'
  | 'conflict'
  | 'storage-full'
  | 'timeout'
  | 'unavailable';

export interface DatabaseProblem {
  readonly code: DatabaseProblemCode;
  /** Whether the same request may succeed later without being changed. */
  readonly retryable: boolean;
}

const BY_SQLSTATE: Readonly<Record<string, DatabaseProblem>> = {
  '23505': { code: 'duplicate', retryable: false },
  '23P01': { code: 'duplicate', retryable: false },
  '23503': { code: 'missing-reference', retryable: false },
  '23502': { code: 'invalid-value', retryable: false },
  '23514': { code: 'invalid-value', retryable: false },
  '42501': { code: 'forbidden', retryable: false },
  '25006': { code: 'forbidden', retryable: false },
  '40001': { code: 'conflict', retryable: true },
  '40P01': { code: 'conflict', retryable: true },
  '55P03': { code: 'conflict', retryable: true },
  '53100': { code: 'storage-full', retryable: true },
  '57014': { code: 'timeout', retryable: true },
  '25P03': { code: 'timeout', retryable: true },
  '53200': { code: 'unavailable', retryable: true },
  '53300': { code: 'unavailable', retryable: true },
  '57P01': { code: 'unavailable', retryable: true },
  '57P02': { code: 'unavailable', retryable: true },
  '57P03': { code: 'unavailable', retryable: true },
};
/** Class 22, data exception: a value that the column cannot hold. */
const DATA_EXCEPTION = /^22[0-9A-Z]{3}$/;
/** Class 08, connection exception. */
const CONNECTION_EXCEPTION = /^08[0-9A-Z]{3}$/;
const LOST_SOCKET = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
]);
/** node-postgres gives these no code. */
const LOST_CONNECTION =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/**
 * What a failed statement means to the one who asked, without what PostgreSQL says about constraints, keys or values:
 * those reveal rows that the asker may not see. Source: PostgreSQL, appendix A, SQLSTATE codes.
 *
 * @returns null when the error is not the database's answer but a fault of the program.
 */
export function databaseProblem(error: unknown): DatabaseProblem | null {
  if (!(error instanceof Error)) return null;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') {
    const known = BY_SQLSTATE[code];
    if (known !== undefined) return known;
    if (DATA_EXCEPTION.test(code)) return { code: 'invalid-value', retryable: false };
    if (CONNECTION_EXCEPTION.test(code) || LOST_SOCKET.has(code))
      return { code: 'unavailable', retryable: true };
  }
  if (LOST_CONNECTION.test(error.message)) return { code: 'unavailable', retryable: true };
  return null;
}
