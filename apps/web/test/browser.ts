import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { demonstrationAccounts } from '@lizhu/server';
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Locator,
  type Page,
  type Request,
} from 'playwright-core';
import { expect, inject } from 'vitest';

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const browserProgram = programs.find((path) => existsSync(path)) ?? null;

/** Where pictures of the pages are kept to be looked at; they are not compared. */
export const pictures = fileURLToPath(new URL('../../../.artefacts/pages/', import.meta.url));

export const desktop = { width: 1440, height: 900 } as const;
export const phone = { width: 390, height: 844 } as const;

/** Long enough for a machine that does other work at the same time. */
const PATIENCE_MS = 90_000;
export const unhurried = { timeout: 3 * PATIENCE_MS } as const;

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserProgram!,
    args: [
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface Visit {
  readonly account?: 'admin' | 'land' | 'yinping' | 'viewer';
  readonly language?: 'zh' | 'en';
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A browser of its own for one reader: signed in unless no account is named. */
export async function visit(
  browser: Browser,
  { account, language = 'zh', viewport = desktop }: Visit = {},
): Promise<Reader> {
  const context = await browser.newContext({
    baseURL: inject('demoUrl'),
    viewport,
    locale: 'zh-CN',
    acceptDownloads: true,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addInitScript(
    (kept) => localStorage.setItem('lizhu.language', kept),
    language === 'en' ? 'en' : 'zh-CN',
  );
  if (account !== undefined) {
    const { username, password } = demonstrationAccounts.find((entry) => entry.username === account)!;
    const answer = await context.request.post('/api/v1/identity/sign-in', {
      data: { username, password },
      headers: { 'x-lizhu-request': '1' },
    });
    expect(answer.status(), await answer.text()).toBe(200);
  }
  return new Reader(context, await context.newPage());
}

/** A page with what tests ask of every page: no error, and no request to anybody but our own server. */
export class Reader {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly #errors: string[] = [];
  readonly #strangers: string[] = [];
  readonly #unanswered = new Set<string>();

  constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    page.on('pageerror', (error) => this.#errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.#errors.push(message.text());
    });
    const own = new URL(inject('demoUrl')).origin;
    context.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && origin !== own) this.#strangers.push(request.url());
      this.#unanswered.add(`${request.method()} ${request.url()}`);
    });
    const answered = (request: Request): void =>
      void this.#unanswered.delete(`${request.method()} ${request.url()}`);
    context.on('requestfinished', answered);
    context.on('requestfailed', answered);
  }

  /** Goes to an address and waits until the page has what it asked for and the map, where there is one, is drawn. */
  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await this.settled();
  }

  async settled(): Promise<void> {
    try {
      await this.page.waitForFunction(
        () =>
          document.querySelector('h1') !== null &&
          document.querySelector('[aria-busy="true"], [data-drawn="no"]') === null,
      );
      await this.page.waitForLoadState('networkidle');
    } catch {
      const waiting = await this.page.locator('[aria-busy="true"], [data-drawn="no"]').allInnerTexts();
      throw new Error(
        `${this.page.url()} did not settle; busy: ${JSON.stringify(waiting)}; unanswered: ${[...this.#unanswered].join(', ')}`,
      );
    }
    await this.page.waitForFunction(
      () =>
        document.querySelector('[aria-busy="true"], [data-drawn="no"]') === null &&
        document.fonts.status === 'loaded',
    );
  }

  /** What the API says to the same reader. */
  async ask<T>(address: string): Promise<T> {
    const answer = await this.context.request.get(address);
    expect(answer.status(), address).toBe(200);
    return (await answer.json()) as T;
  }

  /** The words of a part of the page, spaces and lines run together. */
  async words(selector: string): Promise<string> {
    return (await this.page.locator(selector).first().innerText()).replaceAll(/\s+/g, ' ');
  }

  /** Opens a drop-down list and takes one of its options. */
  async choose(list: Locator, option: string | RegExp): Promise<void> {
    await list.click();
    const options = this.page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)');
    await options.locator('.ant-select-item-option', { hasText: option }).first().click();
  }

  /** Keeps a picture among the artefacts. */
  async look(name: string): Promise<void> {
    await mkdir(pictures, { recursive: true });
    await this.page.screenshot({ path: join(pictures, `${name}.png`) });
  }

  /** Nothing may be wider than the window. */
  async expectNoOverflow(): Promise<void> {
    const [wide, window] = await this.page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(wide).toBeLessThanOrEqual(window!);
  }

  /** axe finds nothing serious. */
  async expectAccessible(): Promise<void> {
    const { violations } = await new AxeBuilder({ page: this.page }).exclude('canvas').analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(
      serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
    ).toEqual([]);
  }

  /** Ends the visit. @param errors what the page was provoked to complain of */
  async close({ errors = [] as readonly RegExp[] } = {}): Promise<void> {
    const unexpected = this.#errors.filter((text) => !errors.some((known) => known.test(text)));
    await this.context.close();
    expect(unexpected).toEqual([]);
    expect(this.#strangers).toEqual([]);
  }
}
