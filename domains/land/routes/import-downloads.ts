import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type FormatId, GeodataError } from '@lizhu/geodata';
import { type HttpApp, languageOf, Problem } from '@lizhu/http';
import Type from 'typebox';
import { ImportFaultPage } from '../contract.ts';
import { writeFaultSheet } from '../imports/write-fault-sheet.ts';
import { listFaults } from '../usecases/list-faults.ts';
import { faultsAsGeojson, findImport, streamFaults } from '../usecases/stream-faults.ts';
import { writeQuarantine } from '../usecases/write-quarantine.ts';
import { type LandContext, readers, readRequest } from './land-context.ts';
import { attachment, sendMadeFile } from './send-made-file.ts';

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const FaultQuery = Type.Object({
  code: Type.Optional(Type.String({ maxLength: 100 })),
  severity: Type.Optional(Type.String({ maxLength: 20 })),
  cursor: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
});
const LIMIT = 100;

/** Formats by the names that pages use, with the end of the file's name and its media type. */
const formats: Readonly<Record<string, { id: FormatId; ending: string; type: string }>> = {
  geojson: { id: 'geojson', ending: 'geojson', type: 'application/geo+json' },
  shapefile: { id: 'shapefile', ending: 'zip', type: 'application/zip' },
  geopackage: { id: 'geopackage', ending: 'gpkg', type: 'application/geopackage+sqlite3' },
  txt: { id: 'boundary-txt', ending: 'txt', type: 'text/plain; charset=utf-8' },
  flatgeobuf: { id: 'flatgeobuf', ending: 'fgb', type: 'application/octet-stream' },
  xlsx: {
    id: 'xlsx',
    ending: 'xlsx',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  csv: { id: 'csv', ending: 'csv', type: 'text/csv; charset=utf-8' },
};

/** What an import found, row by row and to be taken away. */
export function importDownloads(app: HttpApp, context: LandContext): void {
  const { database } = context;

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
    return attachment(reply, `${stem(fileName)}-faults.geojson`)
      .type('application/geo+json')
      .send(Readable.from(faultsAsGeojson(faults)));
  });

  app.get('/imports/:id/faults.xlsx', { ...readers, schema: { params: Id } }, async (request, reply) => {
    const scope = await request.scope();
    const language = languageOf(request);
    const { id, fileName } = await findImport(database, scope, request.params.id);
    const file = { name: `${stem(fileName)}-faults.xlsx`, type: formats['xlsx']!.type };
    return sendMadeFile(reply, file, async (path) => {
      const out = createWriteStream(path);
      await writeFaultSheet(out, streamFaults(database, scope, id, language), language);
      await finished(out);
    });
  });

  app.get(
    '/imports/:id/quarantine',
    {
      ...readers,
      schema: { params: Id, querystring: Type.Object({ format: Type.Optional(Type.String()) }) },
    },
    async (request, reply) => {
      const scope = await request.scope();
      const { format: wanted = 'geojson' } = request.query;
      const format = formats[wanted];
      if (format === undefined)
        throw new Problem('land.format-unknown', {
          format: wanted.slice(0, 40),
          formats: Object.keys(formats).join(', '),
        });
      const entry = await findImport(database, scope, request.params.id);
      const file = { name: `${stem(entry.fileName)}-quarantine.${format.ending}`, type: format.type };
      return sendMadeFile(reply, file, async (path) => {
        try {
          await writeQuarantine(database, scope, entry, path, format.id, languageOf(request));
        } catch (error) {
          if (error instanceof GeodataError)
            throw new Problem('land.quarantine-unwritable', { reason: error.text }, { cause: error });
          throw error;
        }
      });
    },
  );
}

function stem(fileName: string): string {
  return fileName.replace(/\.[^.]*$/, '').slice(0, 100) || 'import';
}
