import type { Transaction } from '@lizhu/db';
import { type Crs, GeodataError, resolveCrs } from '@lizhu/geodata';
import { Problem } from '@lizhu/http';
import type { ExportFormat } from './export-format.ts';

const CM_75_EPSG = 4534;

/**
 * The coordinate system of an export: the one asked for; else longitude and latitude of CGCS2000, or the programme's own 3° zone
 * for boundary-point TXT, which holds metres only.
 *
 * @throws Problem `land.crs-unknown`
 */
export async function exportCrs(
  tx: Transaction,
  asked: string | undefined,
  format: ExportFormat,
): Promise<Crs> {
  if (asked === undefined) {
    return resolveCrs(format.id === 'boundary-txt' ? await zoneOf(tx) : 'EPSG:4490');
  }
  try {
    return resolveCrs(asked);
  } catch (error) {
    if (!(error instanceof GeodataError)) throw error;
    throw new Problem('land.crs-unknown', { reason: error.text });
  }
}

async function zoneOf(tx: Transaction): Promise<string> {
  const found = await tx.query<{ cm: number }>('select central_meridian_deg as cm from programme.programme');
  return `EPSG:${CM_75_EPSG + Math.round((found.rows[0]!.cm - 75) / 3)}`;
}
