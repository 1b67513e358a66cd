import type pg from 'pg';
import type { Line, Row } from '../line.ts';
import { processorRemark, seconds, timingText } from '../timing.ts';
import { GAP_M, MIN_SHARED_M } from './adjacency-work.ts';
import { differingPairs, type Pair } from './pairs.ts';

const EXACT_RATIO_MIN = 30;
const GAP_RATIO_MIN = 15;
/** Parcels among which the slow way is measured too. */
const PART = 20_000;

/** Who lies beside whom: along exactly shared boundary, and across gaps. */
export const adjacency: Line = {
  name: 'adjacency',
  async measure(bench) {
    const { timings, figures, columns } = await bench.ours('adjacency');
    const client = await bench.peer();
    const rows: Row[] = [];

    // Where boundaries are noded, a join of single edges is by far the peer's fastest way.
    const exact = await bench.timePeer<Pair>(`
      with edge as materialized (
        select p.id, least(ST_StartPoint(d.geom), ST_EndPoint(d.geom)) as u,
          greatest(ST_StartPoint(d.geom), ST_EndPoint(d.geom)) as v, ST_Length(d.geom) as m
        from parcels p, lateral ST_DumpSegments(p.geom) d)
      select a.id as a, b.id as b, sum(a.m) as m
      from edge a join edge b on a.u = b.u and a.v = b.v and a.id < b.id
      group by a.id, b.id having sum(a.m) >= ${MIN_SHARED_M}`);
    const { extra, missing } = differingPairs(columns['exactPairs'] as Int32Array, exact.rows);
    const confirmed = await overlapping(client, extra);
    const differing = extra.length - confirmed + missing.length;
    // The way that most would write, which also sees edges that are not noded; on a part, since it takes long.
    const spatial = await bench.timePeer<Pair>(`
      with meeting as (
        select a.id as a, b.id as b, ST_Length(ST_CollectionExtract(ST_Intersection(a.geom, b.geom), 2)) as m
        from parcels a join parcels b on a.id < b.id and ST_Intersects(a.geom, b.geom)
        where a.id < ${PART} and b.id < ${PART})
      select a, b, m from meeting where m >= ${MIN_SHARED_M}`);
    const inPart = exact.rows.filter(({ a, b }) => a < PART && b < PART).length;
    const ours = timings['exact']!;
    const ratio = exact.timing.medianS / ours.medianS;
    rows.push({
      work: `adjacency, exact shared edges ≥ ${MIN_SHARED_M} m`,
      ours: timingText(ours),
      peer: timingText(exact.timing),
      ratio,
      atLeast: `${EXACT_RATIO_MIN}×, same pairs`,
      reached: ratio >= EXACT_RATIO_MIN && differing === 0 && inPart === spatial.rows.length,
      remarks: [
        `${exact.rows.length} pairs on both sides, ${differing} differ; ours also has ${confirmed} pairs that overlap along as much, as the peer confirms`,
        processorRemark(ours, exact.timing),
        `the peer joins single edges by their ends; by ST_Intersection it takes ${seconds(spatial.timing.medianS)} for the first ${PART} parcels alone, with the same ${inPart} pairs`,
      ],
    });

    const gap = await bench.timePeer<Pair>(`
      select a.id as a, b.id as b, 0::float8 as m
      from parcels a join parcels b on a.id < b.id and ST_DWithin(a.geom, b.geom, ${GAP_M})`);
    const gapDiffers = differingPairs(columns['gapPairs'] as Int32Array, gap.rows);
    const gapCount = gapDiffers.extra.length + gapDiffers.missing.length;
    const gapRatio = gap.timing.medianS / timings['gap']!.medianS;
    rows.push({
      work: `adjacency, gap ≤ ${GAP_M} m`,
      ours: timingText(timings['gap']!),
      peer: timingText(gap.timing),
      ratio: gapRatio,
      atLeast: `${GAP_RATIO_MIN}×, same pairs`,
      reached: gapRatio >= GAP_RATIO_MIN && gapCount === 0,
      remarks: [`${gap.rows.length} pairs, ${gapCount} differ`, processorRemark(timings['gap']!, gap.timing)],
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
