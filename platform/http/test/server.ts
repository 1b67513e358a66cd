import { createHttp } from '../create-http.ts';
import type { HttpApp, HttpOptions } from '../http-app.ts';
import { openLogger } from '../open-logger.ts';
import { defineProblems } from '../problems/define-problems.ts';

export const landProblems = defineProblems('land', {
  'site-changed': {
    status: 409,
    title: { zh: '{by} 已修改过它（{state}）', en: '{by} changed it ({state})' },
    detail: { zh: '现为第 {revision} 版', en: 'It is at revision {revision} now' },
    remedy: { zh: '重新载入后再改', en: 'Reload, then edit again' },
  },
});

const open: HttpApp[] = [];

/** A server with one slice's problems. */
export async function server(options: Partial<HttpOptions> = {}): Promise<HttpApp> {
  const app = await createHttp({ logger: false, problems: [landProblems], isProduction: false, ...options });
  open.push(app);
  return app;
}

/** For `afterEach`. */
export async function closeServers(): Promise<void> {
  while (open.length > 0) await open.pop()?.close();
}

/** A logger and the fields of all its lines. */
export function logged(): { lines: Record<string, unknown>[]; logger: ReturnType<typeof openLogger> } {
  const lines: Record<string, unknown>[] = [];
  const logger = openLogger({
    level: 'debug',
    destination: { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  });
  return { lines, logger };
}
