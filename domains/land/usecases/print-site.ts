import type { Transaction } from '@lizhu/db';
import { buildPolygonIndex, type PolygonIndex, searchBox } from '@lizhu/fabric';
import { type AreaGeometry, dayInChina, partsOf } from '@lizhu/geodata';
import type { Bilingual } from '@lizhu/programme/contract';
import type { SiteCard } from '../contract.ts';
import type { LandSnapshot } from '../fabric/land-snapshot.ts';
import { type Plane, projectionOf } from '../fabric/plane.ts';
import { drawSiteMap, ringsOf, SHEET_MAP, type SiteMap } from '../sheet/site-map.ts';
import { siteSheet } from '../sheet/site-sheet.ts';
import { readDataVersion } from '../store/data-version.ts';

export interface SheetOptions {
  readonly language: 'zh' | 'en';
  readonly now: Date;
  readonly reviewNumber: string | null;
}

/** What a sheet says of where its site lies and where its data come from. */
export interface SheetFacts {
  readonly programmeName: Bilingual;
  readonly demonstration: boolean;
  readonly centralMeridianDeg: number;
  readonly bases: readonly { readonly id: string; readonly name: Bilingual }[];
  readonly changedAt: string | null;
}

export async function readSheetFacts(tx: Transaction, site: SiteCard): Promise<SheetFacts> {
  const programme = await tx.query<{ name: Bilingual; demonstration: boolean; cm: number }>(
    'select name, demonstration, central_meridian_deg as cm from programme.programme',
  );
  const bases = await tx.query<{ id: string; name: Bilingual }>(
    'select base_id as id, name from programme.base where base_id = any($1::uuid[]) order by code',
    [site.found.baseIds],
  );
  const { name, demonstration, cm } = programme.rows[0]!;
  const { changedAt } = await readDataVersion(tx);
  return { programmeName: name, demonstration, centralMeridianDeg: cm, bases: bases.rows, changedAt };
}

/** The one page of a site, with its map drawn from what the reader's post reaches. */
export async function printSite(
  snapshot: LandSnapshot,
  site: SiteCard,
  facts: SheetFacts,
  { language, now, reviewNumber }: SheetOptions,
): Promise<Uint8Array> {
  const map = drawSiteMap(await siteMap(snapshot, site, language));
  return siteSheet({
    ...facts,
    language,
    site,
    map,
    crsName: crsName(facts.centralMeridianDeg),
    source: {
      zh: `${facts.programmeName.zh} 用地台账`,
      en: `Land ledger of ${facts.programmeName.en}`,
    },
    dataDate: facts.changedAt === null ? '—' : dayInChina(new Date(facts.changedAt)),
    printedAt: dayInChina(now),
    reviewNumber,
  });
}

/** Ground around the site, as a share of its size. */
const MARGIN = 0.25;
const MARGIN_MIN_M = 60;

async function siteMap(snapshot: LandSnapshot, { found }: SiteCard, language: 'zh' | 'en'): Promise<SiteMap> {
  const fabric = await snapshot.fabric();
  const index = await snapshot.derive('polygon index', (): PolygonIndex => buildPolygonIndex(fabric.parcels));
  const boundaries = (await snapshot.boundaries()).polygons;
  const outline = partsOf(found.outline as AreaGeometry).flatMap((rings) =>
    rings.map((ring) => inPlane(fabric.plane, ring as [number, number][])),
  );
  const window = windowAround(outline);
  return {
    parcels: fabric.parcels,
    rows: [...searchBox(index, window.minX, window.minY, window.maxX, window.maxY)],
    readiness: fabric.readiness,
    outline,
    rectangle: inPlane(fabric.plane, found.inscribedRectangle.ring),
    boundaries: Array.from({ length: boundaries.count }, (_, row) => ringsOf(boundaries, row)).flat(),
    window,
    words: { north: language === 'zh' ? '北' : 'N' },
  };
}

/** The box of some rings with a margin, widened to the shape of the drawing. */
function windowAround(rings: readonly (readonly number[])[]): SiteMap['window'] {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i += 2) {
      minX = Math.min(minX, ring[i]!);
      maxX = Math.max(maxX, ring[i]!);
      minY = Math.min(minY, ring[i + 1]!);
      maxY = Math.max(maxY, ring[i + 1]!);
    }
  }
  const margin = Math.max(MARGIN_MIN_M, MARGIN * Math.max(maxX - minX, maxY - minY));
  const scale = Math.max(
    (maxX - minX + 2 * margin) / SHEET_MAP.width,
    (maxY - minY + 2 * margin) / SHEET_MAP.height,
  );
  const [x, y] = [(minX + maxX) / 2, (minY + maxY) / 2];
  const [halfX, halfY] = [(scale * SHEET_MAP.width) / 2, (scale * SHEET_MAP.height) / 2];
  return { minX: x - halfX, minY: y - halfY, maxX: x + halfX, maxY: y + halfY };
}

function inPlane(plane: Plane, points: readonly (readonly [number, number])[]): number[] {
  const projection = projectionOf(plane);
  const out = new Float64Array(2);
  return points.flatMap(([lon, lat]) => {
    projection.forward(lon, lat, out);
    return [out[0]!, out[1]!];
  });
}

function crsName(centralMeridianDeg: number): Bilingual {
  return {
    zh: `CGCS2000 高斯-克吕格 3 度带，中央经线 ${centralMeridianDeg}°`,
    en: `CGCS2000 Gauss-Krüger 3° zone, central meridian ${centralMeridianDeg}°`,
  };
}
