import i18next from 'i18next';
import { answeredAhead } from './head-start.ts';

/** What the server says when it cannot do what was asked (RFC 9457), in the language of the page. */
export interface Problem {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly remedy: string;
  readonly status: number;
}

export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** An address with its query; empty values are left out. */
export function address(path: string, query: Query = {}): string {
  const entries = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  const text = entries.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`).join('&');
  return text === '' ? path : `${path}?${text}`;
}

export interface Ask {
  readonly query?: Query;
  readonly signal?: AbortSignal;
}

/** Reads JSON. @throws HttpProblem */
export async function read<T>(path: string, { query, signal }: Ask = {}): Promise<T> {
  const url = address(path, query);
  const ahead = await answeredAhead(url);
  return ahead === null ? send<T>('GET', url, undefined, signal) : (parse(ahead) as T);
}

/** Changes something: with the header that keeps other sites from doing it in the reader's name. @throws HttpProblem */
export function change<T>(
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  { query, signal }: Ask = {},
): Promise<T> {
  return send<T>(method, address(path, query), body, signal);
}

async function send<T>(
  method: string,
  url: string,
  body: unknown,
  signal: AbortSignal | undefined,
): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': i18next.language };
  if (method !== 'GET') headers['x-lizhu-request'] = '1';
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new HttpProblem(ownProblem('unreachable', 0));
  }
  const text = await response.text();
  const json = parse(text);
  if (response.ok) return json as T;
  throw new HttpProblem(isProblem(json) ? json : ownProblem('unexpected', response.status));
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'title' in value && 'status' in value;
}

function ownProblem(code: 'unreachable' | 'unexpected', status: number): Problem {
  return {
    code: `web.${code}`,
    title: i18next.t(`problem.${code}`, { status }),
    detail: '',
    remedy: i18next.t(`problem.${code}Remedy`),
    status,
  };
}

/** What to say of any error that reached a page. */
export function problemOf(error: unknown): Problem {
  if (error instanceof HttpProblem) return error.problem;
  return { ...ownProblem('unexpected', 0), detail: error instanceof Error ? error.message : String(error) };
}
