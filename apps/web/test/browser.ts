import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { demonstrationAccounts } from '@lizhu/server';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const browserProgram = programs.find((path) => existsSync(path)) ?? null;

const pictures = fileURLToPath(new URL('../../../.artefacts/pages/', import.meta.url));

export const desktop = { width: 1440, height: 900 } as const;
export const phone = { width: 390, height: 844 } as const;

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

/** A page of its own for one reader: signed in unless no account is named. Errors in it fail the test that closes it. */
export async function visit(
  browser: Browser,
  { account, language = 'zh', viewport = desktop }: Visit,
): Promise<Reader> {
  const context = await browser.newContext({ baseURL: inject('demoUrl'), viewport, locale: 'zh-CN' });
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

/** A page with what tests ask of every page. */
export class Reader {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #errors: string[] = [];

  constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
    page.on('pageerror', (error) => this.#errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.#errors.push(message.text());
    });
  }

  get context(): BrowserContext {
    return this.#context;
  }

  /** Goes to an address and waits until nothing more is asked of the server and the map, where there is one, is drawn. */
  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await this.settled();
  }

  async settled(): Promise<void> {
    await this.page.waitForLoadState('networkidle');
    await this.page.waitForFunction(() => document.querySelector('[data-drawn="no"]') === null, null, {
      timeout: 30_000,
    });
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

  async close({ errors = [] as readonly RegExp[] } = {}): Promise<void> {
    const unexpected = this.#errors.filter((text) => !errors.some((known) => known.test(text)));
    await this.#context.close();
    expect(unexpected).toEqual([]);
  }
}
