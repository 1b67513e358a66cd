import { inScope, type Transaction } from '@lizhu/db';
import { type Crs, dayInChina, type Field, type OutFeature } from '@lizhu/geodata';
import { type HttpApp, Problem } from '@lizhu/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { ParcelFilter } from '../contract.ts';
import { readExportMark } from '../export/demonstration-mark.ts';
import { exportCrs } from '../export/export-crs.ts';
import { exportFormat } from '../export/export-format.ts';
import { exportParcels, parcelFields } from '../export/export-parcels.ts';
import { siteFeature, siteFields } from '../export/export-site.ts';
import { writeExport } from '../export/write-export.ts';
import { readSite } from '../store/sites.ts';
import { type LandContext, readers } from './land-context.ts';
import { sendFile } from './send-file.ts';
import { Turns } from './turns.ts';

/** Each holds a connection to the database while its file is written. */
const EXPORTS_AT_A_TIME = 3;

const Choice = Type.Object({
  format: Type.String(),
  crs: Type.Optional(Type.String({ maxLength: 2_000 })),
  /** Of Shapefile, TXT and CSV. */
  encoding: Type.Optional(Type.String({ maxLength: 40 })),
});
type Choice = Static<typeof Choice>;

/** What goes into a file. */
interface Content {
  readonly name: string;
  readonly fields: readonly Field[];
  readonly features: AsyncIterable<OutFeature> | Iterable<OutFeature>;
}

/** Selected parcels, or one site, as a file in the format and coordinate system of the reader's choice. */
export function exportRoutes(app: HttpApp, context: LandContext): void {
  const turns = new Turns(EXPORTS_AT_A_TIME);

  app.get(
    '/parcels/export',
    { ...readers, schema: { querystring: Type.Intersect([ParcelFilter, Choice]) } },
    (request, reply) => {
      const { format, crs, encoding, ...filter } = request.query;
      return send(request, reply, { format, crs, encoding }, async (tx) => ({
        name: '宗地',
        fields: parcelFields,
        features: exportParcels(tx, filter),
      }));
    },
  );

  app.get(
    '/sites/:id/export',
    {
      ...readers,
      schema: { params: Type.Object({ id: Type.String({ format: 'uuid' }) }), querystring: Choice },
    },
    (request, reply) =>
      send(request, reply, request.query, async (tx) => {
        const site = await readSite(tx, request.params.id);
        if (site === null) throw new Problem('land.site-not-found');
        return { name: site.name, fields: siteFields, features: [siteFeature(site)] };
      }),
  );

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    choice: { [Key in keyof Choice]: Choice[Key] | undefined } & { format: string },
    read: (tx: Transaction) => Promise<Content>,
  ): Promise<FastifyReply> {
    const format = exportFormat(choice.format);
    const scope = await request.scope();
    const written = await turns.take(() =>
      inScope(
        context.database,
        scope,
        async (tx) => {
          const crs = await exportCrs(tx, choice.crs, format);
          const mark = await readExportMark(tx);
          const { name, fields, features } = await read(tx);
          const title = `${name}${mark.inFileName}`;
          const { encoding } = choice;
          const file = await writeExport(
            format,
            {
              crs,
              layerName: title,
              fields: [...fields, ...mark.fields],
              ...(encoding === undefined ? {} : { encoding }),
            },
            marked(features, mark.properties),
          );
          return { file, fileName: fileName(title, crs, context.now(), format.extension) };
        },
        { readOnly: true, statementTimeoutMs: 0 },
      ),
    );
    return sendFile(reply, written.file, { name: written.fileName, mediaType: format.mediaType });
  }
}

async function* marked(
  features: AsyncIterable<OutFeature> | Iterable<OutFeature>,
  properties: OutFeature['properties'],
): AsyncGenerator<OutFeature> {
  for await (const feature of features) {
    yield { ...feature, properties: { ...feature.properties, ...properties } };
  }
}

/** 宗地-演示数据-20260218-EPSG4547.zip */
function fileName(title: string, crs: Crs, now: Date, extension: string): string {
  const day = dayInChina(now).replaceAll('-', '');
  const system = crs.epsg === null ? '' : `-EPSG${crs.epsg}`;
  return `${title.replaceAll(/[\\/:*?"<>|\p{Cc}]+/gu, '_')}-${day}${system}${extension}`;
}
