import type { Line } from '../line.ts';

const PER_MILLION_BYTES_MAX = 350e6;

/** What the columns of the parcels and their adjacency hold in memory. */
export const memory: Line = {
  name: 'memory',
  async measure(bench) {
    const { figures } = await bench.ours('memory');
    const parcels = figures['parcels']!;
    const perMillion = (bytes: number): number => bytes / (parcels / 1e6);
    const columns = perMillion(figures['polygonBytes']! + figures['adjacencyBytes']!);
    const held = perMillion(figures['processBytes']!);
    return [
      {
        work: 'memory of the columns with adjacency, a million parcels',
        ours: `${megabytes(columns)} of columns, ${megabytes(held)} held by the process`,
        peer: null,
        ratio: null,
        atLeast: '≤ 350 MB',
        reached: Math.max(columns, held) <= PER_MILLION_BYTES_MAX,
        remarks: [
          `polygons ${megabytes(perMillion(figures['polygonBytes']!))}, adjacency within 5 cm ${megabytes(perMillion(figures['adjacencyBytes']!))}`,
        ],
      },
    ];
  },
};

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
