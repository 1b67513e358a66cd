import type { HttpApp } from '@lizhu/http';
import type { LightMyRequestResponse } from 'fastify';

export const PASSWORD = '松山湖-2021-基地';

/** A browser: it keeps its session and says where its requests come from. */
export class Browser {
  #cookie = '';
  readonly #app: HttpApp;
  constructor(app: HttpApp) {
    this.#app = app;
  }

  /** The session as a header, for clients other than this one. */
  get cookie(): string {
    return this.#cookie;
  }

  async signIn(username: string): Promise<void> {
    const answer = await this.send('POST', '/api/v1/identity/sign-in', { username, password: PASSWORD });
    if (answer.statusCode !== 200) throw new Error(`Cannot sign in as ${username}: ${answer.body}`);
    this.#cookie = answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
  }

  get(url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    return this.#app.inject({ url, headers: this.#with(headers) });
  }

  send(method: 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object): Promise<LightMyRequestResponse> {
    const headers = this.#with({ 'sec-fetch-site': 'same-origin' });
    return this.#app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  }

  #with(headers: Record<string, string>): Record<string, string> {
    return { host: 'land.test', ...headers, ...(this.#cookie === '' ? {} : { cookie: this.#cookie }) };
  }
}
