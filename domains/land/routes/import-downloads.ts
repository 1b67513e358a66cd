import { Readable } from 'node:stream';
import { inScope } from '@lizhu/db';
import { type HttpApp, languageOf } from '@lizhu/http';
import Type from 'typebox';
import { ImportFaultPage } from '../contract.ts';
import { exportCrs } from '../export/export-crs.ts';
import { exportFormat } from '../export/export-format.ts';
import { exportQuarantine, quarantineFields } from '../export/export-quarantine.ts';
import { writeExport } from '../export/write-export.ts';
import { writeFaultSheet } from '../export/write-fault-sheet.ts';
import { listFaults } from '../usecases/list-faults.ts';
import { faultsAsGeojson, findImport, streamFaults } from '../usecases/stream-faults.ts';
import { type LandContext, readers, readRequest } from './land-context.ts';
import { contentDisposition, sendFile } from './send-file.ts';
import { Turns } from './turns.ts';

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const FaultQuery = Type.Object({
  code: Type.Optional(Type.String({ maxLength: 100 })),
  severity: Type.Optional(Type.String({ maxLength: 20 })),
  cursor: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
});
const QuarantineQuery = Type.Object({
  format: Type.Optional(Type.String({ maxLength: 40 })),
  crs: Type.Optional(Type.String({ maxLength: 2_000 })),
});
const LIMIT = 100;
const WRITTEN_AT_A_TIME = 3;

/** What an import found, row by row and to be taken away. */
export function importDownloads(app: HttpApp, context: LandContext): void {
  const { database } = context;
  const turns = new Turns(WRITTEN_AT_A_TIME);

  app.get(
    '/imports/:id/faults',
    { ...readers, schema: { params: Id, querystring: FaultQuery, response: { 200: ImportFaultPage } } },
    (request) => {
      const { cursor = null, limit = LIMIT, ...filter } = request.query;
      const page = { cursor, limit, language: languageOf(request) };
      return readRequest(context, request, (tx) => listFaults(tx, request.params.id, filter, page));
    },
  );

  app.get('/imports/:id/faults.geojson', { ...readers, schema: { params: Id } }, async (request, reply) => {
    const scope = await request.scope();
    const { id, fileName } = await findImport(database, scope, request.params.id);
    const faults = streamFaults(database, scope, id, languageOf(request));
    return reply
      .header('content-disposition', contentDisposition('attachment', `${stem(fileName)}-faults.geojson`))
      .type('application/geo+json')
      .send(Readable.from(faultsAsGeojson(faults)));
  });

  app.get('/imports/:id/faults.xlsx', { ...readers, schema: { params: Id } }, async (request, reply) => {
    const scope = await request.scope();
    const language = languageOf(request);
    const { id, fileName } = await findImport(database, scope, request.params.id);
    const file = await turns.take(() =>
      writeFaultSheet(streamFaults(database, scope, id, language), language),
    );
    const name = `${stem(fileName)}-faults.xlsx`;
    return sendFile(reply, file, { name, mediaType: exportFormat('xlsx').mediaType });
  });

  app.get(
    '/imports/:id/quarantine',
    { ...readers, schema: { params: Id, querystring: QuarantineQuery } },
    async (request, reply) => {
      const scope = await request.scope();
      const language = languageOf(request);
      const format = exportFormat(request.query.format ?? 'geojson');
      const entry = await findImport(database, scope, request.params.id);
      const crs = await inScope(database, scope, (tx) => exportCrs(tx, request.query.crs, format));
      const layerName = `${stem(entry.fileName)}-quarantine`;
      const file = await turns.take(() =>
        writeExport(
          format,
          { crs, layerName, fields: quarantineFields(entry) },
          exportQuarantine(database, scope, entry.id, language),
        ),
      );
      const name = `${layerName}${format.extension}`;
      return sendFile(reply, file, { name, mediaType: format.mediaType });
    },
  );
}

function stem(fileName: string): string {
  return fileName.replace(/\.[^.]*$/, '').slice(0, 100) || 'import';
}
