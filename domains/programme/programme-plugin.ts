import { type Database, inScope } from '@lizhu/db';
import { type HttpApp, Problem } from '@lizhu/http';
import { requireRole } from '@lizhu/identity';
import type { FastifyPluginAsync } from 'fastify';
import { Programme } from './contract.ts';
import { type MeasureBases, readProgramme } from './read-programme.ts';

export interface ProgrammeOptions {
  /** Port: area and extent of the base boundaries in force. */
  readonly measureBases: MeasureBases;
}

/** Mounts /api/v1/programme. */
export function programmePlugin(database: Database, { measureBases }: ProgrammeOptions): FastifyPluginAsync {
  return async (server) => {
    const app = server as unknown as HttpApp;
    app.get(
      '/api/v1/programme',
      {
        preHandler: requireRole('viewer', 'land-officer', 'administrator'),
        schema: {
          summary: 'The programme of the post, with the bases that the post reaches',
          response: { 200: Programme },
        },
      },
      async (request) => {
        const scope = await request.scope();
        const programme = await inScope(database, scope, (tx) => readProgramme(tx, measureBases), {
          readOnly: true,
        });
        if (programme === null) throw new Problem('programme.not-found');
        return programme;
      },
    );
  };
}
