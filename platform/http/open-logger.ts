import type { FastifyBaseLogger } from 'fastify';
import { type DestinationStream, pino } from 'pino';

export interface LoggerOptions {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Standard output by default. */
  readonly destination?: DestinationStream;
}

/** A logger of JSON lines that never writes cookies, passwords or tokens. */
export function openLogger({ level, destination }: LoggerOptions): FastifyBaseLogger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'cookie',
        'authorization',
        'password',
        'token',
        '*.cookie',
        '*.authorization',
        '*.password',
        '*.token',
        '*.headers.cookie',
        '*.headers.authorization',
      ],
      censor: '…',
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
