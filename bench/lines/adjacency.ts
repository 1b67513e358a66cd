import type pg from 'pg';
import type { Answer, Line, Row } from '../line.ts';
import { processorRemark, seconds, timingText } from '../timing.ts';
import { GAP_M, MIN_SHARED_M } from './adjacency-work.ts';
import { differingPairs, type Pair } from './pairs.ts';

const EXACT_RATIO_MIN = 30;
const GAP_RATIO_MIN = 15;
/** What whole millimetres and single precision leave of a gap. */
const GAP_ERROR_M_MAX = 1e-5;

/** Who lies beside whom: along exactly shared boundary, and across gaps. */
export const adjacency: Line = {
  name: 'adjacency',
  async measure(bench) {
    const { timings, figures, columns } = await bench.ours('adjacency');
    const client = await bench.peer();
    const rows: Row[] = [];

    const exact = await bench.timePeer<Pair>(`
      with meeting as (
        select a.id as a, b.id as b, ST_Length(ST_CollectionExtract(ST_Intersection(a.geom, b.geom), 2)) as m
        from parcels a join parcels b on a.id < b.id and ST_Intersects(a.geom, b.geom))
      select a, b, m from meeting where m >= ${MIN_SHARED_M}`);
    const { extra, missing } = differingPairs(columns['exactPairs'] as Int32Array, exact.rows);
    const confirmed = await overlapping(client, extra);
    const differing = extra.length - confirmed + missing.length;
    // Without geometry, for boundaries that are noded: whoever has both ends of an edge has the edge.
    const byEnds = await bench.timePeer<Pair>(`
      with edge as materialized (
        select p.id, least(ST_StartPoint(d.geom), ST_EndPoint(d.geom)) as u,
          greatest(ST_StartPoint(d.geom), ST_EndPoint(d.geom)) as v, ST_Length(d.geom) as m
        from parcels p, lateral ST_DumpSegments(p.geom) d)
      select a.id as a, b.id as b, sum(a.m) as m
      from edge a join edge b on a.u = b.u and a.v = b.v and a.id < b.id
      group by a.id, b.id having sum(a.m) >= ${MIN_SHARED_M}`);
    const ours = timings['exact']!;
    const ratio = exact.timing.medianS / ours.medianS;
    rows.push({
      work: `adjacency, exact shared edges ≥ ${MIN_SHARED_M} m`,
      ours: timingText(ours),
      peer: timingText(exact.timing),
      ratio,
      atLeast: `${EXACT_RATIO_MIN}×, same pairs`,
      reached: ratio >= EXACT_RATIO_MIN && differing === 0,
      remarks: [
        `${exact.rows.length} pairs on both sides, ${differing} differ; ours also has ${confirmed} pairs that overlap along as much, as the peer confirms`,
        processorRemark(ours, exact.timing),
        `a join of single edges by their ends, which sees noded boundaries only, takes the peer ${seconds(byEnds.timing.medianS)}, ${(byEnds.timing.medianS / ours.medianS).toFixed(1)}×, with ${byEnds.rows.length} pairs`,
      ],
    });

    const gap = await bench.timePeer<Pair>(`
      select a.id as a, b.id as b, ST_Distance(a.geom, b.geom) as m
      from parcels a join parcels b on a.id < b.id and ST_DWithin(a.geom, b.geom, ${GAP_M})`);
    const pairsAlone = await bench.timePeer<Pair>(`
      select a.id as a, b.id as b
      from parcels a join parcels b on a.id < b.id and ST_DWithin(a.geom, b.geom, ${GAP_M})`);
    const gapDiffers = differingPairs(columns['gapPairs'] as Int32Array, gap.rows);
    const worstGapM = largestDifference(columns, gap.rows);
    const gapCount = gapDiffers.extra.length + gapDiffers.missing.length;
    const gapRatio = gap.timing.medianS / timings['gap']!.medianS;
    rows.push({
      work: `adjacency, gap ≤ ${GAP_M} m, and how wide it is`,
      ours: timingText(timings['gap']!),
      peer: timingText(gap.timing),
      ratio: gapRatio,
      atLeast: `${GAP_RATIO_MIN}×, same pairs`,
      reached: gapRatio >= GAP_RATIO_MIN && gapCount === 0 && worstGapM <= GAP_ERROR_M_MAX,
      remarks: [
        `${gap.rows.length} pairs, ${gapCount} differ; widths differ by ${worstGapM.toExponential(1)} m at most; ours tells the length in common too`,
        processorRemark(timings['gap']!, gap.timing),
        `the pairs alone, without their widths, take the peer ${seconds(pairsAlone.timing.medianS)}, ${(pairsAlone.timing.medianS / timings['gap']!.medianS).toFixed(1)}×`,
      ],
    });

    rows.push({
      work: 'adjacency within 5 cm, as the product uses it',
      ours: timingText(timings['tolerant']!),
      peer: null,
      ratio: null,
      atLeast: '—',
      reached: true,
      remarks: [
        `${figures['tolerantPairs']} pairs, ${figures['tolerantPairs']! - exact.rows.length} more than by exact edges`,
      ],
    });
    return rows;
  },
};

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

/** How many of some pairs overlap so that one's boundary runs inside the other for as much as neighbours share. */
async function overlapping(client: pg.Client, pairs: readonly string[]): Promise<number> {
  if (pairs.length === 0) return 0;
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count
     from unnest($1::int[], $2::int[]) as pair (a, b) join parcels a on a.id = pair.a join parcels b on b.id = pair.b
     where greatest(ST_Length(ST_Intersection(ST_Boundary(a.geom), b.geom)),
                    ST_Length(ST_Intersection(ST_Boundary(b.geom), a.geom))) >= ${MIN_SHARED_M} - 1e-3`,
    [pairs.map((pair) => Number(pair.split(' ')[0])), pairs.map((pair) => Number(pair.split(' ')[1]))],
  );
  return rows[0]!.count;
}
