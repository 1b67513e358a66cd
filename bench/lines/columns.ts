import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Line } from '../line.ts';
import { Officer } from '../product/officer.ts';
import { ServerProcess } from '../product/server-process.ts';
import { timingOf, timingText } from '../timing.ts';

const PER_MILLION_S_MAX = 10;
const RUNS = 3;

/** Reading all parcels of a programme with their facts out of the database into columns, under row-level security. */
export const columnsLine: Line = {
  name: 'columns',
  async measure({ parcels }) {
    const server = await ServerProcess.start(parcels);
    try {
      const officer = await Officer.signIn(server.url, 'land');
      const { id, bases } = await officer.read<{ id: string; bases: { id: string }[] }>('/api/v1/programme');
      await server.stop({ keep: true });
      const script = fileURLToPath(new URL('../product/load-columns.js', import.meta.url));
      const args = [
        '--max-old-space-size=8000',
        script,
        server.dataFolder,
        String(RUNS),
        id,
        bases.map((base) => base.id).join(','),
      ];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      const { runsS, count } = JSON.parse(stdout) as { runsS: number[]; count: number };
      const timing = timingOf(runsS);
      const perMillionS = timing.medianS / (count / 1e6);
      return [
        {
          work: `database → columns ready, ${count.toLocaleString('en')} parcels`,
          ours: timingText(timing),
          peer: null,
          ratio: null,
          atLeast: `≤ ${PER_MILLION_S_MAX} s a million`,
          reached: perMillionS <= PER_MILLION_S_MAX,
          remarks: [
            `${perMillionS.toFixed(2)} s a million: outlines, codes, owners, facts and readiness, read under row-level security from the embedded database and projected`,
          ],
        },
      ];
    } finally {
      rmSync(server.dataFolder, { recursive: true, force: true });
    }
  },
};
