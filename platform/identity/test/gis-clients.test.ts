import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import type { HttpApp } from '@lizhu/http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser, makeWorld, type World } from './world.ts';

const OGRINFO = '/usr/bin/ogrinfo';
const run = promisify(execFile);

describe.skipIf(!existsSync(OGRINFO))('GDAL as the client (needs gdal-bin)', () => {
  let world: World;
  let url: string;
  let token: string;
  beforeAll(async () => {
    world = await makeWorld();
    const app: HttpApp = await world.server();
    // One point for each base that the asker sees.
    app.get('/ogc/bases.geojson', async (request, reply) => {
      const { baseIds } = await request.scope();
      const features = baseIds.map((id) => ({
        type: 'Feature',
        properties: { id },
        geometry: { type: 'Point', coordinates: [113.9, 22.9] },
      }));
      return reply.type('application/geo+json').send(JSON.stringify({ type: 'FeatureCollection', features }));
    });
    await app.listen({ host: '127.0.0.1', port: 0 });
    const address = app.server.address();
    url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    const browser = new Browser(app);
    await browser.signIn('陈工');
    const made = await browser.post('/api/v1/identity/tokens', { name: 'GDAL', days: 1 });
    token = made.json<{ token: string }>().token;
  });
  afterAll(() => world.drop());

  async function idsSeen(environment: Record<string, string>): Promise<string[]> {
    const { stdout } = await run(OGRINFO, ['-ro', '-al', '-geom=NO', `${url}/ogc/bases.geojson`], {
      env: { PATH: process.env.PATH ?? '', ...environment },
    });
    return [...stdout.matchAll(/id \(String\) = (\S+)/g)].map((match) => match[1]!).sort();
  }
  const own = () => [world.bases[1], '00000000-0000-0000-0000-000000000000'].sort();

  test('sees what the post sees with the token as the password of Basic', async () => {
    expect(await idsSeen({ GDAL_HTTP_AUTH: 'BASIC', GDAL_HTTP_USERPWD: `lizhu:${token}` })).toEqual(own());
  });

  test('sees what the post sees with the token as Bearer', async () => {
    expect(await idsSeen({ GDAL_HTTP_HEADERS: `Authorization: Bearer ${token}` })).toEqual(own());
  });

  test('is the public without a token, and with a wrong one', async () => {
    expect(await idsSeen({}).catch(() => [])).toEqual([]);
    expect(
      await idsSeen({ GDAL_HTTP_AUTH: 'BASIC', GDAL_HTTP_USERPWD: `lizhu:${token}x` }).catch(() => []),
    ).toEqual([]);
  });
});
