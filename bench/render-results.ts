import { execFileSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem } from 'node:os';
import type { Row } from './line.ts';

export interface Measured {
  readonly rows: readonly Row[];
  readonly parcels: number;
  readonly points: number;
  readonly seed: number;
  readonly postgis: string | null;
  readonly tookS: number;
}

/** RESULTS.md: machine, versions, date, seed and all figures. */
export function renderResults({ rows, parcels, points, seed, postgis, tookS }: Measured): string {
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}`;
  const reached = rows.filter((row) => row.reached).length;
  const table = rows.map(
    ({ work, ours, peer, ratio, atLeast, reached }) =>
      `| ${[work, ours, peer ?? '—', ratio === null ? '—' : `${ratio.toFixed(1)}×`, atLeast, reached ? 'yes' : '**no**'].join(' | ')} |`,
  );
  const remarks = rows.map(({ work, remarks }) => `- **${work}**: ${remarks.join('; ')}`);
  return `# Results of \`npm run bench\`

Generated, never edited. ${new Date().toISOString().slice(0, 10)}, commit ${commit()}; ${machine}; Node ${process.version}${
    postgis === null ? '' : `; PostgreSQL with PostGIS ${postgis}`
  }.
City: seed ${seed}, ${parcels.toLocaleString('en')} parcels, ${(points / parcels).toFixed(1)} vertices each. Both sides have the same integer coordinates in
memory or warm cache, and one core each. Medians; a peer that takes long is run once. ${reached} of ${rows.length} reached; ${Math.round(tookS / 60)} minutes.
Load of the machine over the last quarter of an hour: ${loadavg()[2]!.toFixed(1)} (1.0 is one busy core).

| work | ours | peer | ratio | at least | reached |
| --- | --- | --- | --- | --- | --- |
${table.join('\n')}

## Whether the answers agree

${remarks.join('\n')}
`;
}

function commit(): string {
  try {
    const hash = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    const changed =
      execFileSync('git', ['status', '--porcelain', '--untracked-files=no'], { encoding: 'utf8' }).trim() !==
      '';
    return changed ? `${hash} with changes` : hash;
  } catch {
    return 'unknown';
  }
}
