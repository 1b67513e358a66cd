import type { HttpApp } from './http-app.ts';
import { Problem } from './problems/problem.ts';

const RETRY_SECONDS = 5;

/**
 * When the server begins to close: new requests are turned away, event streams end, answers under way finish and give up
 * their connections, and what is still open when patience ends is cut.
 */
export function closeInOrder(app: HttpApp, closeSeconds: number): void {
  app.decorate('openEventStreams', new Set<AbortController>());
  let closing = false;
  let cut: NodeJS.Timeout | undefined;
  app.addHook('preClose', async () => {
    closing = true;
    for (const stream of app.openEventStreams) stream.abort();
    cut = setTimeout(() => app.server.closeAllConnections(), closeSeconds * 1_000);
    cut.unref();
  });
  app.addHook('onRequest', async () => {
    if (closing) throw new Problem('http.shutting-down', {}, { retryAfterSeconds: RETRY_SECONDS });
  });
  // A connection that is kept alive would hold up the close until it times out.
  app.addHook('onSend', async (_request, reply, payload) => {
    if (closing) reply.header('connection', 'close');
    return payload;
  });
  app.addHook('onClose', async () => clearTimeout(cut));
}
