import type {} from '@fastify/multipart';
import { type HttpApp, Problem } from '@lizhu/http';
import Type from 'typebox';
import { Import, ImportMapping, ImportPage, ImportStatement } from '../contract.ts';
import { listImports } from '../usecases/list-imports.ts';
import { readImport } from '../usecases/read-import.ts';
import {
  cancelImport,
  discardImport,
  startCommit,
  startDryRun,
  startInspection,
  startUndo,
} from '../usecases/step-import.ts';
import { uploadImport } from '../usecases/upload-import.ts';
import { importDownloads } from './import-downloads.ts';
import { importEvents } from './import-events.ts';
import { inRequest, type LandContext, officers, readers, readRequest } from './land-context.ts';
import { editorOf } from './site-change-routes.ts';

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const Revision = Type.Object({ revision: Type.Integer() });
const Page = Type.Object({
  cursor: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
});
const LIMIT = 50;

/** Imports, from the file to the ledger and back. */
export function importRoutes(app: HttpApp, context: LandContext): void {
  const answer = { 200: Import };

  app.post(
    '/imports',
    {
      ...officers,
      schema: {
        summary: 'Uploads a file (multipart/form-data, one part `file`); a job looks at it',
        consumes: ['multipart/form-data'],
        querystring: Type.Object({ base: Type.Optional(Type.String({ format: 'uuid' })) }),
        response: { 201: Import },
      },
    },
    async (request, reply) => {
      const scope = await request.scope();
      const editor = await editorOf(context, request);
      const part = await request.file();
      if (part === undefined) throw new Problem('land.file-missing');
      try {
        const upload = { name: part.filename, stream: part.file, base: request.query.base };
        return await reply.code(201).send(await uploadImport(context, scope, upload, editor));
      } finally {
        // What was refused is read to its end, so that the asker hears why.
        part.file.resume();
      }
    },
  );

  app.get(
    '/imports',
    { ...readers, schema: { querystring: Page, response: { 200: ImportPage } } },
    (request) => {
      const { cursor = null, limit = LIMIT } = request.query;
      return readRequest(context, request, (tx) => listImports(tx, { cursor, limit }));
    },
  );

  app.get('/imports/:id', { ...readers, schema: { params: Id, response: answer } }, (request) =>
    readRequest(context, request, (tx) => readImport(tx, request.params.id)),
  );

  app.post(
    '/imports/:id/inspect',
    {
      ...officers,
      schema: {
        summary: 'Has the file looked at anew as stated; what depends on that is proposed again',
        params: Id,
        body: Type.Object({ ...Revision.properties, ...ImportStatement.properties }),
        response: answer,
      },
    },
    (request) => {
      const { revision, ...statement } = request.body;
      return inRequest(context, request, (tx) => startInspection(tx, request.params.id, revision, statement));
    },
  );
  app.post(
    '/imports/:id/mapping',
    { ...officers, schema: { params: Id, body: ImportMapping, response: answer } },
    (request) => inRequest(context, request, (tx) => startDryRun(tx, request.params.id, request.body)),
  );
  app.post(
    '/imports/:id/commit',
    { ...officers, schema: { params: Id, body: Revision, response: answer } },
    (request) =>
      inRequest(context, request, (tx) => startCommit(tx, request.params.id, request.body.revision)),
  );
  app.post(
    '/imports/:id/undo',
    { ...officers, schema: { params: Id, body: Revision, response: answer } },
    (request) => inRequest(context, request, (tx) => startUndo(tx, request.params.id, request.body.revision)),
  );
  app.post(
    '/imports/:id/discard',
    { ...officers, schema: { params: Id, body: Revision, response: answer } },
    async (request) => {
      const discarded = await inRequest(context, request, (tx) =>
        discardImport(tx, request.params.id, request.body.revision),
      );
      await context.files.remove(discarded.fileId);
      return discarded.import;
    },
  );
  app.post('/imports/:id/cancel', { ...officers, schema: { params: Id, response: answer } }, (request) =>
    inRequest(context, request, (tx) => cancelImport(tx, request.params.id)),
  );

  importEvents(app, context);
  importDownloads(app, context);
}
