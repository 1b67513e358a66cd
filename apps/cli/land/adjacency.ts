import { type Adjacency, buildAdjacency } from '@lizhu/fabric';
import type { Command } from '../command.ts';
import { CsvFile } from './csv-file.ts';
import { choiceOf, crsOption, encodingOption, idOption, landFile } from './file-options.ts';
import { layGrid } from './outlines.ts';
import { readLand } from './read-land.ts';

const TOLERANCE_M = 0.05;
/** What is shorter meets in a point. */
const MIN_SHARED_M = 0.001;

/** Which parcels lie beside which. */
export const landAdjacency: Command = {
  slice: 'land',
  verb: 'adjacency',
  summary: { zh: '地块的相邻关系', en: 'which parcels lie beside which' },
  operands: [{ name: 'PARCELS', text: { zh: '地块文件', en: 'file of parcels' } }],
  options: [
    {
      name: 'out',
      value: 'OUT.csv',
      required: true,
      text: { zh: '结果：a,b,shared_m,gap_m', en: 'result: a,b,shared_m,gap_m' },
    },
    {
      name: 'gap-m',
      value: 'X',
      text: {
        zh: '相隔不超过 X 米的也算相邻，缺省 0',
        en: 'count parcels up to X metres apart as neighbours too; 0 unless told',
      },
    },
    {
      name: 'tolerance-m',
      value: 'T',
      text: {
        zh: `相距不超过 T 米的界线视为重合，缺省 ${TOLERANCE_M}；0 = 只认完全重合`,
        en: `boundaries no further apart than T metres are one; ${TOLERANCE_M} unless told, 0 = only what coincides`,
      },
    },
    {
      name: 'min-shared-m',
      value: 'L',
      text: {
        zh: '公共界线短于 L 米的不算相接，缺省 0.001',
        en: 'touching along less than L metres does not count; 0.001 unless told',
      },
    },
    crsOption,
    encodingOption,
    idOption,
  ],
  notes: [
    {
      zh: '每对地块一行。shared_m 为公共界线长度；gap_m 为两界线间最短距离，相接或重叠为 0。只在一点相碰的地块没有公共界线，仅在 --gap-m 大于 0 时列出。',
      en: 'One row a pair. shared_m is the length of boundary in common, gap_m the shortest way between the boundaries, 0 where they touch or overlap. Parcels that meet in a point only share no boundary; they are listed only with --gap-m above 0.',
    },
  ],
  examples: ['lizhu land adjacency parcels.gpkg --gap-m 10 --out pairs.csv'],
  async run({ operands, options }, console) {
    const out = options.text('out')!;
    const gapM = options.number('gap-m', { min: 0, max: 10_000 }) ?? 0;
    const toleranceM = options.number('tolerance-m', { min: 0, max: 100 }) ?? TOLERANCE_M;
    const minSharedM = options.number('min-shared-m', { min: 0 }) ?? MIN_SHARED_M;
    const land = await readLand(landFile(operands[0]!, choiceOf(options)), console, {
      idField: options.text('id'),
    });
    const parcels = land.outlines.on(layGrid(land.outlines, []));
    const adjacency = buildAdjacency(parcels, { toleranceM, gapM, minSharedM });
    await CsvFile.write(out, ['a', 'b', 'shared_m', 'gap_m'], rows(adjacency, land.ids));
    const pairs = adjacency.neighbour.length / 2;
    let alone = 0;
    for (let i = 0; i < adjacency.count; i++) if (adjacency.start[i] === adjacency.start[i + 1]) alone++;
    const document = { parcels: land.ids.length, pairs, alone, toleranceM, gapM, out };
    console.result(document, {
      zh: `${land.ids.length} 个地块，${pairs} 对相邻，${alone} 个无邻；已写入 ${out}`,
      en: `${land.ids.length} parcels, ${pairs} pairs of neighbours, ${alone} without any; written to ${out}`,
    });
  },
};

function* rows(
  { count, start, neighbour, sharedM, gapM }: Adjacency,
  ids: readonly string[],
): Generator<string[]> {
  for (let a = 0; a < count; a++) {
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = neighbour[k]!;
      if (b > a) yield [ids[a]!, ids[b]!, sharedM[k]!.toFixed(3), gapM[k]!.toFixed(3)];
    }
  }
}
