import { resolve } from 'node:path';

/** What the operator decides, from the environment; docs/operator/settings.md explains each. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  /** Where people reach the server; with https, cookies are sent over https only. */
  readonly baseUrl: string;
  readonly dataFolder: string;
  /** A PostgreSQL of the operator's own; null for the embedded server. */
  readonly databaseUrl: string | null;
  readonly databaseAppUrl: string | null;
  /** Whether an empty database gets the demonstration programme. */
  readonly demonstration: boolean;
  readonly demonstrationParcels: number;
  readonly trustProxy: readonly string[];
  readonly jobsAtATime: number;
  readonly logLevel: LogLevel;
  readonly baseMap: BaseMap | null;
  /** 审图号 of the operator's maps. */
  readonly reviewNumber: string | null;
}

export interface BaseMap {
  readonly type: 'xyz' | 'wmts';
  readonly url: string;
  readonly attribution: string;
  readonly maxZoom: number;
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
type LogLevel = (typeof logLevels)[number];
type Environment = Readonly<Record<string, string | undefined>>;

/** @throws Error that names the variable and what it takes. */
export function settingsOf(environment: Environment): Settings {
  const text = (name: string): string | null => {
    const value = environment[name]?.trim();
    return value === undefined || value === '' ? null : value;
  };
  const host = text('LIZHU_HOST') ?? '127.0.0.1';
  const port = wholeNumber('LIZHU_PORT', text('LIZHU_PORT') ?? '8080', 0, 65_535);
  return {
    host,
    port,
    baseUrl:
      text('LIZHU_URL') ?? `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`,
    dataFolder: resolve(text('LIZHU_DATA') ?? 'data'),
    databaseUrl: text('DATABASE_URL'),
    databaseAppUrl: text('DATABASE_APP_URL'),
    demonstration: oneOf('LIZHU_DEMO', text('LIZHU_DEMO') ?? 'on', ['on', 'off']) === 'on',
    demonstrationParcels: wholeNumber(
      'LIZHU_DEMO_PARCELS',
      text('LIZHU_DEMO_PARCELS') ?? '32000',
      20_000,
      2_000_000,
    ),
    trustProxy: (text('LIZHU_TRUST_PROXY') ?? '').split(/[,\s]+/).filter((entry) => entry !== ''),
    jobsAtATime: wholeNumber('LIZHU_JOBS', text('LIZHU_JOBS') ?? '2', 1, 64),
    logLevel: oneOf('LIZHU_LOG', text('LIZHU_LOG') ?? 'warn', logLevels),
    baseMap: baseMapOf(text),
    reviewNumber: text('LIZHU_MAP_REVIEW_NUMBER'),
  };
}

function baseMapOf(text: (name: string) => string | null): BaseMap | null {
  const url = text('LIZHU_BASE_MAP_URL');
  if (url === null) return null;
  if (url.includes('{s}') || !URL.canParse(url.replaceAll(/[{}]/g, ''))) {
    throw new Error(
      `Cannot use LIZHU_BASE_MAP_URL "${url}": give a full address of one host, with {z}, {x} and {y} in it`,
    );
  }
  return {
    type: oneOf('LIZHU_BASE_MAP_TYPE', text('LIZHU_BASE_MAP_TYPE') ?? 'xyz', ['xyz', 'wmts']),
    url,
    attribution: text('LIZHU_BASE_MAP_ATTRIBUTION') ?? '',
    maxZoom: wholeNumber('LIZHU_BASE_MAP_MAX_ZOOM', text('LIZHU_BASE_MAP_MAX_ZOOM') ?? '18', 1, 24),
  };
}

function wholeNumber(name: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new Error(`Cannot use ${name}="${value}": give a whole number from ${least} to ${most}`);
}

function oneOf<const T extends string>(name: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw new Error(`Cannot use ${name}="${value}": give one of ${choices.join(', ')}`);
}
