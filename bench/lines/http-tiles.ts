import type { TileAddress } from '@lizhu/fabric';
import autocannon from 'autocannon';
import type { Line } from '../line.ts';
import { demoServer } from '../product/demo-server.ts';
import { Officer } from '../product/officer.ts';

const RATE = 100;
const DURATION_S = 60;
const CONNECTIONS = 10;
const P99_MS_MAX = 60;
/** Maps ask for tiles of these zooms most. */
const ZOOMS = [10, 12, 13, 14, 15, 16];
const WARMING_ZOOM = 11;
const WARMING_S = 5;

/** Tiles over HTTP as a reader of the whole programme gets them, signed in, at a steady rate. */
export const httpTiles: Line = {
  name: 'http-tiles',
  async measure() {
    const server = await demoServer();
    const officer = await Officer.signIn(server.url, 'viewer');
    const { bounds } = await officer.read<{ bounds: [number, number, number, number] }>(
      '/tiles/parcels/tile.json',
    );
    const paths = ZOOMS.flatMap((z) => tilesWithin(bounds, z)).map(
      ({ z, x, y }) => `/tiles/parcels/${z}/${x}/${y}.mvt`,
    );
    const headers = { cookie: officer.cookie, 'accept-encoding': 'gzip' };
    const requests = shuffled(paths).map((path) => ({ method: 'GET' as const, path, headers }));
    // The first seconds of either side are those of its compiler: they pass over tiles that are not measured.
    const warming = tilesWithin(bounds, WARMING_ZOOM).map(
      ({ z, x, y }) => `/tiles/parcels/${z}/${x}/${y}.mvt`,
    );
    await autocannon({
      url: server.url,
      connections: CONNECTIONS,
      overallRate: RATE,
      duration: WARMING_S,
      requests: warming.map((path) => ({ method: 'GET' as const, path, headers })),
    });
    const each = Math.ceil(requests.length / CONNECTIONS);
    let connection = 0;
    const result = await autocannon({
      url: server.url,
      connections: CONNECTIONS,
      overallRate: RATE,
      duration: DURATION_S,
      headers,
      requests,
      // Its correction takes the seconds between requests for milliseconds: each slow answer would count as dozens. No client
      // falls behind the rate here, so that nothing is left out either.
      ignoreCoordinatedOmission: true,
      setupClient(client) {
        // Each its own share: a client that prepares the requests of all is deaf to the first answers meanwhile.
        const from = each * connection++;
        client.setRequests(requests.slice(from, from + each));
      },
    });
    const failed = result.errors + result.timeouts + result.non2xx;
    const { p50, p99, max } = result.latency;
    return [
      {
        work: `HTTP tiles of the demo, ${RATE} requests/s for ${DURATION_S} s on loopback`,
        ours: `p99 ${p99} ms (p50 ${p50}, max ${max})`,
        peer: null,
        ratio: null,
        atLeast: `p99 ≤ ${P99_MS_MAX} ms, no error`,
        reached: p99 <= P99_MS_MAX && failed === 0 && result.requests.total >= 0.98 * RATE * DURATION_S,
        remarks: [
          `${result.requests.total} answers by autocannon over ${paths.length} tiles of zooms ${ZOOMS.join(', ')}, ${(result.throughput.total / 1e6).toFixed(0)} MB gzipped; ${failed} failed`,
        ],
      },
    ];
  },
};

function tilesWithin(
  [west, south, east, north]: readonly [number, number, number, number],
  z: number,
): TileAddress[] {
  const side = 2 ** z;
  const column = (lon: number): number => Math.floor(((lon + 180) / 360) * side);
  const line = (lat: number): number =>
    Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * side);
  const tiles: TileAddress[] = [];
  for (let x = column(west); x <= column(east); x++)
    for (let y = line(north); y <= line(south); y++) tiles.push({ z, x, y });
  // At most 400 of a zoom, evenly spread.
  const step = Math.max(1, tiles.length / 400);
  return Array.from({ length: Math.min(tiles.length, 400) }, (_, i) => tiles[Math.floor(i * step)]!);
}

/** The same order every time (a linear congruential generator, Numerical Recipes). */
function shuffled<T>(list: readonly T[]): T[] {
  const mixed = [...list];
  let state = 20_210_618;
  for (let i = mixed.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const j = state % (i + 1);
    [mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
  }
  return mixed;
}
