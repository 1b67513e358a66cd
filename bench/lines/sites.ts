import type { Line, Row } from '../line.ts';
import { loadColumn } from '../peers/postgis.ts';
import { processorRemark, timingText } from '../timing.ts';
import { BUILT_SHARE_MAX, NETWORK_USES } from './passing.ts';

const RATIO_MIN = 25;
const MILLION_S_MAX = 0.05;
const TWO_MILLION_S_MAX = 0.1;
/** Crossings are rounded to the millimetre on our side. */
const AREA_SHARE_MAX = 1e-6;

/** Components of what passes a filter, and their outlines and areas. */
export const sites: Line = {
  name: 'sites',
  async measure(bench) {
    const answer = await bench.ours('sites');
    const { figures, columns } = answer;
    const client = await bench.peer();
    await loadColumn(client, 'parcel_built', columns['builtSqm'] as Float64Array);
    await loadColumn(client, 'parcel_farmland', columns['farmlandSqm'] as Float64Array);
    await client.query(`
      drop table if exists sifted;
      create table sifted as
        select p.id, p.geom, p.area_sqm, p.use, b.value as built_sqm, f.value as farmland_sqm
        from parcels p join parcel_built b using (id) join parcel_farmland f using (id);
      create index on sifted (use, built_sqm, farmland_sqm);
      analyze sifted`);
    const filter = `use not between ${NETWORK_USES[0]} and ${NETWORK_USES[1]} and built_sqm < ${BUILT_SHARE_MAX} * area_sqm and farmland_sqm <= 10`;
    const clustered = `select id, geom, area_sqm, ST_ClusterDBSCAN(geom, 0, 1) over () as cluster from sifted where ${filter}`;

    const clusters = await bench.timePeer<{ id: number; cluster: number }>(
      `select id, cluster from (${clustered}) as clustered`,
    );
    const unions = await bench.timePeer<{ first: number; sqm: number }>(`
      with clustered as materialized (${clustered}),
      large as (select cluster from clustered group by cluster having sum(area_sqm) >= 50 * 10000 / 15.0)
      select min(id) as first, ST_Area(ST_Union(geom)) as sqm from clustered join large using (cluster) group by cluster`);
    const { missing, worstShare, worstSqm } = compareAreas(
      columns['siteFirst'] as Int32Array,
      columns['siteSqm'] as Float64Array,
      unions.rows,
    );
    const timings = await bench.again('sites', answer);
    const differing = differingParts(columns['componentOf'] as Int32Array, clusters.rows);
    const ratio = clusters.timing.medianS / timings['components']!.medianS;
    const perMillion = timings['components']!.medianS / (bench.city.parcels.count / 1e6);
    const twiceS = timings['componentsTwice']!.medianS / (bench.city.parcels.count / 1e6);
    const rows: Row[] = [
      {
        work: `filter + components, adjacency given (${figures['passing']} pass)`,
        ours: timingText(timings['components']!),
        peer: timingText(clusters.timing),
        ratio,
        atLeast: `${RATIO_MIN}×, ≤ 50 ms a million`,
        reached: ratio >= RATIO_MIN && perMillion <= MILLION_S_MAX && differing === 0,
        remarks: [
          `${figures['components']} components; ${differing} parcels in another part than the peer's`,
          processorRemark(timings['components']!, clusters.timing),
          'the peer clusters what touches by ST_ClusterDBSCAN, for which it needs no adjacency',
        ],
      },
      {
        work: 'filter + components at twice the parcels',
        ours: timingText(timings['componentsTwice']!),
        peer: null,
        ratio: null,
        atLeast: '≤ 100 ms at two million',
        reached: twiceS <= TWO_MILLION_S_MAX && figures['componentsTwice'] === 2 * figures['components']!,
        remarks: [`the city beside a copy of itself: ${figures['componentsTwice']} components`],
      },
    ];

    const unionRatio = unions.timing.medianS / timings['outlines']!.medianS;
    rows.push({
      work: `components + outlines + areas of all ${figures['sites']} sites ≥ 50 亩 (${figures['sitesParcels']} parcels)`,
      ours: timingText(timings['outlines']!),
      peer: timingText(unions.timing),
      ratio: unionRatio,
      atLeast: `${RATIO_MIN}×`,
      reached: unionRatio >= RATIO_MIN && missing === 0 && worstShare <= AREA_SHARE_MAX,
      remarks: [
        `${missing} sites missing on one side; largest difference of an area ${worstSqm.toExponential(1)} m² (${worstShare.toExponential(1)} of it)`,
        processorRemark(timings['outlines']!, unions.timing),
      ],
    });
    return rows;
  },
};

/** Parcels whose part is not the same set on both sides. */
function differingParts(
  componentOf: Int32Array,
  rows: readonly { readonly id: number; readonly cluster: number }[],
): number {
  const ours = new Map<number, number>();
  const theirs = new Map<number, number>();
  let differing = 0;
  for (const { id, cluster } of rows) {
    const component = componentOf[id]!;
    if (component < 0) {
      differing++;
      continue;
    }
    if (!ours.has(component)) ours.set(component, cluster);
    if (!theirs.has(cluster)) theirs.set(cluster, component);
    if (ours.get(component) !== cluster || theirs.get(cluster) !== component) differing++;
  }
  const passing = componentOf.reduce((sum, component) => sum + (component >= 0 ? 1 : 0), 0);
  return differing + Math.abs(passing - rows.length);
}

function compareAreas(
  first: Int32Array,
  sqm: Float64Array,
  rows: readonly { readonly first: number; readonly sqm: number }[],
) {
  const theirs = new Map(rows.map((row) => [row.first, row.sqm]));
  let missing = 0;
  let worstShare = 0;
  let worstSqm = 0;
  for (const [g, parcel] of first.entries()) {
    const area = theirs.get(parcel);
    theirs.delete(parcel);
    if (area === undefined) {
      missing++;
      continue;
    }
    const difference = Math.abs(area - sqm[g]!);
    worstSqm = Math.max(worstSqm, difference);
    worstShare = Math.max(worstShare, difference / area);
  }
  return { missing: missing + theirs.size, worstShare, worstSqm };
}
