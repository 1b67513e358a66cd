import type pg from 'pg';
import type { Answer, Line } from '../line.ts';
import { processorRemark, seconds, timingText } from '../timing.ts';
import { GAP_M, MIN_SHARED_M, PART } from './adjacency-work.ts';
import { differingPairs, type Pair } from './pairs.ts';

const EXACT_RATIO_MIN = 30;
const GAP_RATIO_MIN = 15;
/** What whole millimetres and single precision leave of a gap. */
const GAP_ERROR_M_MAX = 1e-5;

/** Who lies beside whom: along exactly shared boundary, and across gaps. */
export const adjacency: Line = {
  name: 'adjacency',
  async measure(bench) {
    const answer = await bench.ours('adjacency');
    const { figures, columns } = answer;
    const client = await bench.peer();

    // What the peer's users write, and what sees boundaries that are not noded too; it takes the better part of an hour for a million.
    const exact = await bench.timePeer<Pair>(`
      with part as materialized (select * from parcels where id < ${PART}),
      meeting as (
        select a.id as a, b.id as b, ST_Length(ST_CollectionExtract(ST_Intersection(a.geom, b.geom), 2)) as m
        from part a join parcels b on a.id < b.id and ST_Intersects(a.geom, b.geom)
        where b.id < ${PART})
      select a, b, m from meeting where m >= ${MIN_SHARED_M}`);
    const partly = await compared(client, columns['partPairs'] as Int32Array, exact.rows);

    // Where boundaries are noded, the peer has a faster way, almost without geometry: whoever has both ends of an edge has the edge. What
    // overlaps, or lies along without common ends, it must still look at among the boxes that meet.
    const byEnds = `
      with edge as materialized (
        select p.id, least(ST_StartPoint(d.geom), ST_EndPoint(d.geom)) as u,
          greatest(ST_StartPoint(d.geom), ST_EndPoint(d.geom)) as v, ST_Length(d.geom) as m
        from parcels p, lateral ST_DumpSegments(p.geom) d),
      by_ends as materialized (
        select a.id as a, b.id as b, sum(a.m) as m
        from edge a join edge b on a.u = b.u and a.v = b.v and a.id < b.id
        group by a.id, b.id having sum(a.m) >= ${MIN_SHARED_M})`;
    const shortcut = await bench.timePeer<Pair>(`${byEnds} select a, b, m from by_ends`);
    const all = await bench.timePeer<Pair>(`${byEnds},
      meeting as materialized (
        select a.id as a, b.id as b from parcels a join parcels b on a.id < b.id and a.geom && b.geom),
      others as materialized (
        select a, b from meeting where not exists (select from by_ends e where e.a = meeting.a and e.b = meeting.b)),
      along as (
        select o.a, o.b, greatest(ST_Length(ST_Intersection(ST_Boundary(p.geom), q.geom)),
                                  ST_Length(ST_Intersection(ST_Boundary(q.geom), p.geom))) as m
        from others o join parcels p on p.id = o.a join parcels q on q.id = o.b
        where ST_Intersects(p.geom, q.geom) and not ST_Relate(p.geom, q.geom, 'F***0****'))
      select a, b, m from by_ends union all select a, b, m from along where m >= ${MIN_SHARED_M}`);
    const whole = await compared(client, columns['exactPairs'] as Int32Array, all.rows);
    const gap = await bench.timePeer<Pair>(`
      select a.id as a, b.id as b, ST_Distance(a.geom, b.geom) as m
      from parcels a join parcels b on a.id < b.id and ST_DWithin(a.geom, b.geom, ${GAP_M})`);
    const pairsAlone = await bench.timePeer<Pair>(`
      select a.id as a, b.id as b
      from parcels a join parcels b on a.id < b.id and ST_DWithin(a.geom, b.geom, ${GAP_M})`);
    const gapDiffers = differingPairs(columns['gapPairs'] as Int32Array, gap.rows);
    const worstGapM = largestDifference(columns, gap.rows);
    const gapCount = gapDiffers.extra.length + gapDiffers.missing.length;

    const timings = await bench.again('adjacency', answer);
    const ours = timings['exact']!;
    const gapRatio = gap.timing.medianS / timings['gap']!.medianS;
    return [
      {
        work: `adjacency, exact shared edges ≥ ${MIN_SHARED_M} m, the first ${figures['part']} parcels`,
        ours: timingText(timings['part']!),
        peer: timingText(exact.timing),
        ratio: exact.timing.medianS / timings['part']!.medianS,
        atLeast: `${EXACT_RATIO_MIN}×, same pairs`,
        reached: exact.timing.medianS / timings['part']!.medianS >= EXACT_RATIO_MIN && partly.differing === 0,
        remarks: [partly.text, processorRemark(timings['part']!, exact.timing)],
      },
      {
        work: 'the same of all parcels; the peer joins noded edges by their ends, and measures the others that meet',
        ours: timingText(ours),
        peer: timingText(all.timing),
        ratio: all.timing.medianS / ours.medianS,
        atLeast: `${EXACT_RATIO_MIN}×, same pairs`,
        reached: all.timing.medianS / ours.medianS >= EXACT_RATIO_MIN && whole.differing === 0,
        remarks: [
          whole.text,
          processorRemark(ours, all.timing),
          `the join alone, which misses ${all.rows.length - shortcut.rows.length} pairs, takes the peer ${seconds(shortcut.timing.medianS)}, ${(shortcut.timing.medianS / ours.medianS).toFixed(1)}×`,
        ],
      },
      {
        work: `adjacency, gap ≤ ${GAP_M} m, and how wide it is`,
        ours: timingText(timings['gap']!),
        peer: timingText(gap.timing),
        ratio: gapRatio,
        atLeast: `${GAP_RATIO_MIN}×, same pairs`,
        // By the pairs alone, the easier question for the peer; ours answers more.
        reached:
          pairsAlone.timing.medianS / timings['gap']!.medianS >= GAP_RATIO_MIN &&
          gapCount === 0 &&
          worstGapM <= GAP_ERROR_M_MAX,
        remarks: [
          `${gap.rows.length} pairs, ${gapCount} differ; widths differ by ${worstGapM.toExponential(1)} m at most; ours tells the length in common too`,
          processorRemark(timings['gap']!, gap.timing),
          `the pairs alone, without their widths, take the peer ${seconds(pairsAlone.timing.medianS)}, ${(pairsAlone.timing.medianS / timings['gap']!.medianS).toFixed(1)}×`,
        ],
      },
      {
        work: 'adjacency within 5 cm, as the product uses it',
        ours: timingText(timings['tolerant']!),
        peer: null,
        ratio: null,
        atLeast: '—',
        reached: true,
        remarks: [
          `${figures['tolerantPairs']} pairs, ${figures['tolerantPairs']! - shortcut.rows.length} more than by exact edges`,
        ],
      },
    ];
  },
};

/** Whether both sides have the same pairs. Ours also has those that overlap along as much, whose intersection is an area. */
async function compared(client: pg.Client, ours: Int32Array, rows: readonly Pair[]) {
  const { extra, missing } = differingPairs(ours, rows);
  const refuted = await refutedBy(client, extra);
  const differing = refuted.length + missing.length;
  const named = differing === 0 ? '' : ` (${[...refuted, ...missing].slice(0, 3).join(', ')})`;
  const text = `${rows.length} pairs on both sides, ${differing} differ${named}; ours also has ${extra.length - refuted.length} pairs that overlap, or lie along each other without common ends, for as much, as the peer confirms`;
  return { differing, text };
}

/** By how much the widths of the pairs that both sides have differ at most. */
function largestDifference(columns: Answer['columns'], rows: readonly Pair[]): number {
  const pairs = columns['gapPairs'] as Int32Array;
  const widthsM = columns['gapM'] as Float32Array;
  const theirs = new Map(rows.map(({ a, b, m }) => [a * 2 ** 26 + b, m]));
  let worst = 0;
  for (let p = 0; p < widthsM.length; p++) {
    const their = theirs.get(pairs[2 * p]! * 2 ** 26 + pairs[2 * p + 1]!);
    if (their !== undefined) worst = Math.max(worst, Math.abs(their - widthsM[p]!));
  }
  return worst;
}

/**
 * Those of some pairs of which the peer does not confirm that one's boundary runs inside the other, or along it without common ends,
 * for as much as neighbours share. Its coordinates are binary fractions, so what lies along to the millimetre may miss by a hair.
 */
async function refutedBy(client: pg.Client, pairs: readonly string[]): Promise<string[]> {
  if (pairs.length === 0) return [];
  const { rows } = await client.query<{ a: number; b: number }>(
    `select pair.a, pair.b
     from unnest($1::int[], $2::int[]) as pair (a, b) join parcels a on a.id = pair.a join parcels b on b.id = pair.b
     where greatest(ST_Length(ST_Intersection(ST_Boundary(a.geom), ST_Buffer(b.geom, 1e-6))),
                    ST_Length(ST_Intersection(ST_Boundary(b.geom), ST_Buffer(a.geom, 1e-6)))) < ${MIN_SHARED_M} - 1e-3`,
    [pairs.map((pair) => Number(pair.split(' ')[0])), pairs.map((pair) => Number(pair.split(' ')[1]))],
  );
  return rows.map(({ a, b }) => `${a} ${b}`);
}
