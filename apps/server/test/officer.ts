import { demonstrationAccounts } from '../demonstration/accounts.ts';

/** Someone who works on a server over HTTP, as the pages do. */
export class Officer {
  readonly #url: string;
  readonly #cookie: string;

  private constructor(url: string, cookie: string) {
    this.#url = url;
    this.#cookie = cookie;
  }

  static async signIn(url: string, username: string): Promise<Officer> {
    const account = demonstrationAccounts.find((entry) => entry.username === username)!;
    const response = await fetch(`${url}/api/v1/identity/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-lizhu-request': '1' },
      body: JSON.stringify({ username, password: account.password }),
    });
    if (!response.ok) throw new Error(await response.text());
    const cookie = response.headers
      .getSetCookie()
      .map((text) => text.split(';')[0])
      .join('; ');
    return new Officer(url, cookie);
  }

  get(path: string): Promise<Response> {
    return fetch(`${this.#url}${path}`, { headers: { cookie: this.#cookie } });
  }

  async read<T>(path: string): Promise<T> {
    return (await answered(await this.get(path))) as T;
  }

  async change<T>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
    const form = body instanceof FormData;
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        cookie: this.#cookie,
        'x-lizhu-request': '1',
        ...(form || body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
    return (await answered(response)) as T;
  }
}

async function answered(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}
