import { inScope } from '@lizhu/db';
import { type HttpApp, latestEvents, Problem, type StateListener, sendEvents } from '@lizhu/http';
import { type JobFeed, openJobFeed } from '@lizhu/jobs';
import Type from 'typebox';
import type { Import } from '../contract.ts';
import { readStoredImport } from '../store/imports.ts';
import { isRunning, viewImport } from '../usecases/read-import.ts';
import { type LandContext, readers } from './land-context.ts';

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** An import as it is now and after every change, until nothing works on it any more. */
export function importEvents(app: HttpApp, context: LandContext): void {
  const { database } = context;
  let feed: JobFeed | null = null;
  app.addHook('onReady', async () => {
    feed = await openJobFeed(database, (message) => app.log.warn(message));
  });
  app.addHook('onClose', async () => {
    await feed?.close();
  });

  app.get('/imports/:id/events', { ...readers, schema: { params: Id } }, async (request, reply) => {
    const scope = await request.scope();
    const { id } = request.params;
    const read = (): Promise<{ view: Import; jobId: string | null } | null> =>
      inScope(
        database,
        scope,
        async (tx) => {
          const entry = await readStoredImport(tx, id);
          return entry === null ? null : { view: await viewImport(tx, entry), jobId: entry.jobId };
        },
        { readOnly: true },
      );
    const first = await read();
    if (first === null) throw new Problem('land.import-not-found');
    const { jobId } = first;

    const subscribe = async (listener: StateListener): Promise<() => void> => {
      let telling: Promise<void> = Promise.resolve();
      const tell = (): void => {
        telling = telling.then(async () => {
          const found = await read().catch(() => null);
          if (found !== null) listener({ data: found.view }, !isRunning(found.view.state));
        });
      };
      const end = jobId === null ? null : await feed!.subscribe(scope, jobId, tell);
      if (end === null) tell();
      return end ?? (() => undefined);
    };
    return sendEvents(reply, latestEvents(subscribe));
  });
}
