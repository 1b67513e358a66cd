import type { Bilingual } from './bilingual.ts';
import { geometryAt, type Ring } from './features.ts';
import { type ParcelRecord, type Parcels, parcelAt } from './parcels.ts';

/** A feature that no cadastre should hold, for showing what an import says about it. */
export interface BrokenSample {
  readonly fault:
    | 'bow-tie'
    | 'unclosed'
    | 'duplicate-vertices'
    | 'spike'
    | 'hole-outside'
    | 'two-points'
    | 'null-geometry'
    | 'empty-geometry'
    | 'duplicate-code'
    | 'overlapping'
    | 'swapped-axes'
    | 'with-height'
    | 'not-a-polygon';
  readonly note: Bilingual;
  readonly feature: {
    readonly type: 'Feature';
    readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
    readonly properties: Readonly<Record<string, unknown>>;
  };
}

/** Breaks copies of a few parcels, each in one way. The parcels themselves stay as they are. */
export function breakSamples(parcels: Parcels): BrokenSample[] {
  const chosen: number[] = [];
  const { ringStart, pointStart } = parcels.polygons;
  for (let i = 0; chosen.length < 13 && i < parcels.polygons.count; i++) {
    const points = pointStart[ringStart[i]! + 1]! - pointStart[ringStart[i]!]!;
    const simple = ringStart[i + 1]! - ringStart[i]! === 1;
    if (simple && points >= 8 && points <= 20 && parcels.legalAreaSqm[i]! > 1000 && parcels.dirtOf[i] === 0) {
      chosen.push(i);
    }
  }
  let next = 0;
  const sample = (
    fault: BrokenSample['fault'],
    zh: string,
    en: string,
    spoil: (ring: Ring, parcel: ParcelRecord) => Partial<BrokenSample['feature']>,
  ): BrokenSample => {
    const index = chosen[next++]!;
    const parcel = parcelAt(parcels, index);
    const geometry = geometryAt(parcels.polygons, index);
    const ring = geometry.coordinates[0] as Ring;
    const code = `${parcel.code.slice(0, 12)}XX${String(next).padStart(5, '0')}`;
    return {
      fault,
      note: { zh, en },
      feature: {
        type: 'Feature',
        geometry,
        properties: { code, use_code: parcel.useCode, owner: '损坏样例（演示）' },
        ...spoil(ring, parcel),
      },
    };
  };
  const polygon = (...coordinates: unknown[]): Pick<BrokenSample['feature'], 'geometry'> => ({
    geometry: { type: 'Polygon', coordinates },
  });
  return [
    sample('bow-tie', '边界自相交（蝴蝶结）', 'Boundary crosses itself (bow-tie)', (ring) => {
      const [a, b, c, d] = quarters(ring);
      return polygon([a, c, b, d, a]);
    }),
    sample('unclosed', '环未闭合', 'Ring is not closed', (ring) => polygon(ring.slice(0, -1))),
    sample('duplicate-vertices', '重复界址点', 'Repeated vertices', (ring) =>
      polygon(ring.flatMap((point) => [point, point])),
    ),
    sample('spike', '尖刺', 'Spike', (ring) => {
      const [a, b] = [ring[0]!, ring[1]!];
      const tip = [b[0] + (b[0] - a[0]) * 3, b[1] + (b[1] - a[1]) * 3 + 1e-9];
      return polygon([a, b, tip, b, ...ring.slice(2)]);
    }),
    sample('hole-outside', '内环在外环之外', 'Hole outside its outline', (ring) =>
      polygon(
        ring,
        ring.map(([lon, lat]) => [lon + 0.01, lat]),
      ),
    ),
    sample('two-points', '不足三个界址点', 'Fewer than three vertices', (ring) =>
      polygon([ring[0], ring[1], ring[0]]),
    ),
    sample('null-geometry', '图形为空', 'No geometry', () => ({ geometry: null })),
    sample('empty-geometry', '空图形', 'Empty geometry', () => polygon()),
    sample('duplicate-code', '宗地代码重复', 'Parcel code used twice', (_, parcel) => ({
      properties: { code: parcel.code, use_code: parcel.useCode, owner: '损坏样例（演示）' },
    })),
    sample('overlapping', '与相邻宗地大面积重叠', 'Covers a good part of its neighbour', (ring) => {
      const east = Math.max(...ring.map(([lon]) => lon)) - Math.min(...ring.map(([lon]) => lon));
      return polygon(ring.map(([lon, lat]) => [lon + east / 2, lat]));
    }),
    sample('swapped-axes', '经纬度颠倒', 'Longitude and latitude swapped', (ring) =>
      polygon(ring.map(([lon, lat]) => [lat, lon])),
    ),
    sample('with-height', '带高程 Z', 'With heights', (ring) =>
      polygon(ring.map(([lon, lat]) => [lon, lat, 12.5])),
    ),
    sample('not-a-polygon', '线而非面', 'A line instead of a polygon', (ring) => ({
      geometry: { type: 'LineString', coordinates: ring },
    })),
  ];
}

function quarters(ring: Ring): [Ring[number], Ring[number], Ring[number], Ring[number]] {
  const count = ring.length - 1;
  return [ring[0]!, ring[count >> 2]!, ring[count >> 1]!, ring[(3 * count) >> 2]!];
}
