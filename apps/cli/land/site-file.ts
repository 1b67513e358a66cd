import { compactnessOf, outlineRings, type Polygons, perimetersM, planeAreasSqm } from '@lizhu/fabric';
import {
  type AreaGeometry,
  areaGeometry,
  type Crs,
  createWriter,
  type Field,
  type FormatId,
  type Ring,
} from '@lizhu/geodata';
import type { Grid } from './outlines.ts';

/** A site to be written: rows of the parcels, and their statutory area. */
export interface FoundSite {
  readonly parcels: Int32Array;
  readonly areaSqm: number;
}

export interface SiteFileOptions {
  readonly format: FormatId;
  readonly crs: Crs;
  readonly ids: readonly string[];
}

const SQM_PER_MU = 10_000 / 15;

/** Formats whose texts have no room for a list of parcels. */
const SHORT_TEXTS: readonly FormatId[] = ['shapefile', 'boundary-txt'];

/** Writes sites with their outlines, largest first. */
export async function writeSites(
  path: string,
  sites: readonly FoundSite[],
  outlines: Polygons,
  grid: Grid,
  { format, crs, ids }: SiteFileOptions,
): Promise<void> {
  const listed = !SHORT_TEXTS.includes(format);
  const fields: Field[] = [
    { name: 'rank', type: 'integer' },
    { name: 'area_sqm', type: 'number' },
    { name: 'area_mu', type: 'number' },
    { name: 'parcels', type: 'integer' },
    { name: 'perimeter', type: 'number' },
    { name: 'compact', type: 'number' },
    ...(listed ? [{ name: 'parcel_ids', type: 'text' } as const] : []),
  ];
  const perimeters = perimetersM(outlines);
  const planeSqm = planeAreasSqm(outlines);
  const writer = await createWriter(path, format, { crs, layerName: 'sites', fields });
  try {
    for (const [i, { parcels, areaSqm }] of sites.entries()) {
      await writer.write({
        id: String(i + 1),
        geometry: outlineGeometry(outlines, i, grid),
        properties: {
          rank: i + 1,
          area_sqm: Math.round(areaSqm * 100) / 100,
          area_mu: Math.round((areaSqm / SQM_PER_MU) * 100) / 100,
          parcels: parcels.length,
          perimeter: Math.round(perimeters[i]! * 100) / 100,
          compact: Math.round(compactnessOf(planeSqm[i]!, perimeters[i]!) * 1e4) / 1e4,
          ...(listed ? { parcel_ids: Array.from(parcels, (row) => ids[row]!).join(' ') } : {}),
        },
      });
    }
    await writer.finish();
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

function outlineGeometry(outlines: Polygons, row: number, { projection }: Grid): AreaGeometry {
  const out = new Float64Array(2);
  const parts = outlineRings(outlines, row).map((rings) =>
    rings.map((metres) => {
      const ring: Ring = [];
      for (let i = 0; i < metres.length; i += 2) {
        projection.inverse(metres[i]!, metres[i + 1]!, out);
        ring.push([out[0]!, out[1]!]);
      }
      ring.push([...ring[0]!]);
      return ring;
    }),
  );
  return areaGeometry(parts);
}
