import { type BenchLayer, benchLayers } from '../city/bench-city.ts';
import type { Line, Row, Timing } from '../line.ts';
import { processorRemark, seconds, timingOf, timingText } from '../timing.ts';

const ERROR_SQM_MAX = 1e-4;
const RATIO_MIN = 15;

/** Area of each parcel that a layer covers; building the layer's index counts on both sides. */
export const overlay: Line = {
  name: 'overlay',
  async measure(bench) {
    const answer = await bench.ours('overlay');
    const client = await bench.peer();
    const measured: Measured[] = [];
    for (const kind of benchLayers) {
      const table = kind.replace('-', '_');
      await client.query('drop table if exists layer');
      // What the peer's users do with large polygons: cut them into small ones, whose index and intersections are cheap.
      const index = await bench.timePeer(`
        create table layer as select ST_Subdivide(geom, 32) as geom from ${table};
        create index on layer using gist (geom);
        analyze layer`);
      const query = await bench.timePeer<{ id: number; sqm: number }>(`
        select p.id, sum(case when ST_CoveredBy(p.geom, l.geom) then ST_Area(p.geom)
                              else ST_Area(ST_Intersection(p.geom, l.geom)) end) as sqm
        from parcels p join layer l on ST_Intersects(p.geom, l.geom) group by p.id`);
      const timing = {
        ...timingOf(query.timing.runsS.map((s) => s + index.timing.medianS)),
        processorS: query.timing.processorS! + index.timing.processorS!,
      };
      const compared = compare(answer.columns[kind] as Float64Array, query.rows);
      measured.push({ kind, timing, indexS: index.timing.medianS, ...compared });
    }
    const timings = await bench.again('overlay', answer);
    return measured.map((peer) =>
      rowOf(timings[peer.kind]!, peer, bench.city.layers[peer.kind].polygons.count),
    );
  },
};

/** The peer's side of a layer. */
interface Measured {
  readonly kind: BenchLayer;
  readonly timing: Timing;
  readonly indexS: number;
  readonly worstSqm: number;
  readonly missing: number;
  readonly overlapping: number;
}

function rowOf(ours: Timing, peer: Measured, polygons: number): Row {
  const ratio = peer.timing.medianS / ours.medianS;
  return {
    work: `overlay with ${peer.kind} (${polygons} polygons), index included`,
    ours: timingText(ours),
    peer: timingText(peer.timing),
    ratio,
    atLeast: `${RATIO_MIN}×, error ≤ ${ERROR_SQM_MAX} m², none missing`,
    reached: ratio >= RATIO_MIN && peer.worstSqm <= ERROR_SQM_MAX && peer.missing === 0,
    remarks: [
      `${peer.overlapping} parcels overlap; largest difference ${peer.worstSqm.toExponential(1)} m²; ${peer.missing} missing`,
      processorRemark(ours, peer.timing),
      `peer: ${seconds(peer.indexS)} of it subdivide and index`,
    ],
  };
}

/** Parcels that the peer finds and we do not, or the other way about, count as missing where more than the error is at stake. */
function compare(ours: Float64Array, peer: readonly { readonly id: number; readonly sqm: number }[]) {
  const theirs = new Float64Array(ours.length);
  for (const { id, sqm } of peer) theirs[id] = sqm;
  let worstSqm = 0;
  let missing = 0;
  let overlapping = 0;
  for (let row = 0; row < ours.length; row++) {
    if (ours[row]! > ERROR_SQM_MAX) overlapping++;
    worstSqm = Math.max(worstSqm, Math.abs(ours[row]! - theirs[row]!));
    if (
      ours[row]! > ERROR_SQM_MAX !== theirs[row]! > ERROR_SQM_MAX &&
      Math.abs(ours[row]! - theirs[row]!) > ERROR_SQM_MAX
    ) {
      missing++;
    }
  }
  return { worstSqm, missing, overlapping };
}
