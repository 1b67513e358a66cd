import { execFileSync } from 'node:child_process';
import { existsSync, openAsBlob, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Import } from '@lizhu/land/contract';
import type { Line } from '../line.ts';
import { Officer } from '../product/officer.ts';
import { ServerProcess } from '../product/server-process.ts';
import { seconds } from '../timing.ts';

const PARCELS = 100_000;
const SEED = 2;
const SECONDS_MAX = 30;
const BYTES_MAX = 1.5e9;
const POLL_MS = 100;
const IMPORTS = '/api/v1/land/imports';

/** A GeoPackage from upload to ledger, by the requests that the page makes. */
export const importLine: Line = {
  name: 'import',
  async measure({ cityFolder }) {
    const file = join(cityFolder, '..', `import-${PARCELS}-${SEED}.gpkg`);
    if (!existsSync(file)) {
      const script = fileURLToPath(new URL('../product/make-geopackage.js', import.meta.url));
      execFileSync(process.execPath, [script, file, String(PARCELS), String(SEED)], { stdio: 'inherit' });
    }
    const server = await ServerProcess.start(20_000);
    try {
      const officer = await Officer.signIn(server.url, 'land');
      server.watchMemory();
      const began = performance.now();
      const form = new FormData();
      form.set('file', await openAsBlob(file), 'parcels.gpkg');
      const uploaded = await officer.post<Import>(IMPORTS, form);
      const proposed = await settled(officer, uploaded.id, 'proposed');
      const proposedAt = performance.now();
      const checked = await checkedAs(officer, proposed);
      const checkedAt = performance.now();
      await officer.post(`${IMPORTS}/${checked.id}/commit`, { revision: checked.revision });
      await settled(officer, checked.id, 'committed');
      const committedAt = performance.now();
      const dryRunS = (checkedAt - proposedAt) / 1000;
      const commitS = (committedAt - checkedAt) / 1000;
      const report = checked.report!;
      const whole =
        report.features === PARCELS && report.valid + report.repaired + report.quarantined === PARCELS;
      return [
        {
          work: `GeoPackage of ${PARCELS.toLocaleString('en')} parcels: dry run + commit through the page's own API`,
          ours: `${seconds(dryRunS + commitS)}, server ${(server.peakBytes / 1e6).toFixed(0)} MB at most`,
          peer: null,
          ratio: null,
          atLeast: `≤ ${SECONDS_MAX} s, server memory ≤ 1.5 GB`,
          reached: dryRunS + commitS <= SECONDS_MAX && server.peakBytes <= BYTES_MAX && whole,
          remarks: [
            `upload of ${(statSync(file).size / 1e6).toFixed(0)} MB and inspection ${seconds((proposedAt - began) / 1000)}, dry run ${seconds(dryRunS)}, commit ${seconds(commitS)}`,
            `${report.valid} valid, ${report.repaired} repaired, ${report.quarantined} quarantined of ${report.features}`,
            'memory: resident, of the server and the processes in which it reads files, sampled ten times a second',
          ],
        },
      ];
    } finally {
      await server.stop();
    }
  },
};

/** Confirms what was proposed, and waits for the report. */
async function checkedAs(officer: Officer, { id, proposal }: Import): Promise<Import> {
  const { format, encoding, crs, layer, mapping } = proposal!;
  await officer.post(`${IMPORTS}/${id}/mapping`, {
    target: 'parcels',
    format: format.value,
    encoding: encoding.value,
    crs: crs.value,
    layer,
    fields: mapping,
    source: 'bench',
    onExisting: 'quarantine',
  });
  return await settled(officer, id, 'checked');
}

/** Waits until an import has come to a state. @throws Error where it comes to another one and stays there. */
async function settled(officer: Officer, id: string, state: Import['state']): Promise<Import> {
  for (;;) {
    const entry = await officer.read<Import>(`${IMPORTS}/${id}`);
    if (entry.state === state) return entry;
    if (['failed', 'refused', 'discarded'].includes(entry.state)) {
      throw new Error(`The import is ${entry.state}: ${entry.problem?.message.en}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
