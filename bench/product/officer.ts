import { demonstrationAccounts } from '@lizhu/server';

/** Someone signed in, who asks as the pages do. */
export class Officer {
  readonly url: string;
  readonly cookie: string;

  private constructor(url: string, cookie: string) {
    this.url = url;
    this.cookie = cookie;
  }

  static async signIn(url: string, username: string): Promise<Officer> {
    const { password } = demonstrationAccounts.find((account) => account.username === username)!;
    const response = await fetch(`${url}/api/v1/identity/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-lizhu-request': '1' },
      body: JSON.stringify({ username, password }),
    });
    await answered(response);
    const cookies = response.headers.getSetCookie().map((text) => text.split(';')[0]);
    return new Officer(url, cookies.join('; '));
  }

  async read<T>(path: string): Promise<T> {
    return (await answered(await fetch(`${this.url}${path}`, { headers: { cookie: this.cookie } }))) as T;
  }

  async post<T>(path: string, body: FormData | object): Promise<T> {
    const form = body instanceof FormData;
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: {
        cookie: this.cookie,
        'x-lizhu-request': '1',
        ...(form ? {} : { 'content-type': 'application/json' }),
      },
      body: form ? body : JSON.stringify(body),
    });
    return (await answered(response)) as T;
  }
}

async function answered(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text.slice(0, 500)}`);
  return text === '' ? null : JSON.parse(text);
}
