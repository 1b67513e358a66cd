import { type City, isSimple, type LayerKind, parcelAt, projection } from '@lizhu/demo';
import { ellipsoidAreasSqm, gaussKruger, type Polygons, PolygonsBuilder } from '@lizhu/fabric';
import { readColumns, writeColumns } from './column-file.ts';

/** The layers that are measured with. */
export const benchLayers = ['farmland', 'land-plan', 'buildings'] as const satisfies readonly LayerKind[];
export type BenchLayer = (typeof benchLayers)[number];

/** A demonstration city as columns on disk, made once, read by ours and loaded into the peer. */
export interface BenchCity {
  readonly parcels: Polygons;
  /** Statutory area. */
  readonly areaSqm: Float64Array;
  /** Position of the present use in `useCodes`. */
  readonly useOf: Uint8Array;
  readonly codes: readonly string[];
  readonly layers: Readonly<
    Record<BenchLayer, { readonly polygons: Polygons; readonly classOf: Uint8Array }>
  >;
}

export const benchPlane = gaussKruger(projection);

/** Polygons whose rings cross themselves, a few in a million, are left out: the peer refuses them. */
export function saveCity(city: City, folder: string): void {
  const parcels = soundRows(city.parcels.polygons);
  const { polygons, useOf } = city.parcels;
  const kept = rowsOf(polygons, parcels);
  const areaSqm = ellipsoidAreasSqm(kept, benchPlane);
  savePolygons(folder, 'parcels', kept);
  writeColumns(folder, 'parcel-facts', {
    areaSqm,
    useOf: useOf.filter((_, row) => parcels.has(row)),
  });
  const codes = new Uint8Array(20 * parcels.size);
  const encoder = new TextEncoder();
  let at = 0;
  for (const row of parcels) {
    codes.set(encoder.encode(parcelAt(city.parcels, row).code.padEnd(20)), at);
    at += 20;
  }
  writeColumns(folder, 'codes', { codes });
  for (const kind of benchLayers) {
    const layer = city.layers[kind];
    const rows = soundRows(layer.polygons);
    savePolygons(folder, kind, rowsOf(layer.polygons, rows));
    writeColumns(folder, `${kind}-facts`, { classOf: layer.classOf.filter((_, row) => rows.has(row)) });
  }
}

function soundRows({ count, ringStart, pointStart, xs, ys }: Polygons): Set<number> {
  const sound = new Set<number>();
  for (let row = 0; row < count; row++) {
    let simple = true;
    for (let r = ringStart[row]!; r < ringStart[row + 1]! && simple; r++) {
      const ring: number[] = [];
      for (let p = pointStart[r]!; p < pointStart[r + 1]!; p++) ring.push(xs[p]!, ys[p]!);
      simple = isSimple(ring);
    }
    if (simple) sound.add(row);
  }
  return sound;
}

function rowsOf(polygons: Polygons, rows: ReadonlySet<number>): Polygons {
  const { originX, originY, resolutionM, ringStart, pointStart, xs, ys } = polygons;
  const builder = new PolygonsBuilder({ originX, originY, resolutionM });
  for (const row of rows) {
    builder.beginPolygon();
    for (let r = ringStart[row]!; r < ringStart[row + 1]!; r++) {
      const ring = new Float64Array(2 * (pointStart[r + 1]! - pointStart[r]!));
      for (let p = pointStart[r]!, i = 0; p < pointStart[r + 1]!; p++) {
        ring[i++] = originX + xs[p]! * resolutionM;
        ring[i++] = originY + ys[p]! * resolutionM;
      }
      builder.ring(ring, r > ringStart[row]!);
    }
  }
  return builder.finish();
}

export function loadCity(folder: string): BenchCity {
  const { areaSqm, useOf } = readColumns(folder, 'parcel-facts');
  return {
    parcels: loadPolygons(folder, 'parcels'),
    areaSqm: areaSqm as Float64Array,
    useOf: useOf as Uint8Array,
    codes: textsOf(readColumns(folder, 'codes')['codes'] as Uint8Array),
    layers: {
      farmland: loadLayer(folder, 'farmland'),
      'land-plan': loadLayer(folder, 'land-plan'),
      buildings: loadLayer(folder, 'buildings'),
    },
  };
}

/** The parcels alone, for work that needs no more: what else is in memory would count in its figures. */
export function loadParcels(folder: string): Polygons {
  return loadPolygons(folder, 'parcels');
}

function loadLayer(folder: string, kind: BenchLayer) {
  const polygons = loadPolygons(folder, kind);
  return { polygons, classOf: readColumns(folder, `${kind}-facts`)['classOf'] as Uint8Array };
}

function savePolygons(folder: string, name: string, polygons: Polygons): void {
  const { originX, originY, resolutionM, ringStart, pointStart, xs, ys } = polygons;
  writeColumns(folder, name, {
    grid: Float64Array.of(originX, originY, resolutionM),
    ringStart,
    pointStart,
    xs,
    ys,
  });
}

function loadPolygons(folder: string, name: string): Polygons {
  const { grid, ringStart, pointStart, xs, ys } = readColumns(folder, name) as Record<string, Int32Array>;
  const [originX, originY, resolutionM] = grid as unknown as [number, number, number];
  return {
    count: ringStart!.length - 1,
    originX,
    originY,
    resolutionM,
    ringStart: ringStart!,
    pointStart: pointStart!,
    xs: xs!,
    ys: ys!,
  };
}

function textsOf(bytes: Uint8Array): string[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return Array.from({ length: bytes.length / 20 }, (_, row) => all.slice(20 * row, 20 * row + 20).trimEnd());
}
