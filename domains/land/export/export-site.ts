import type { AreaGeometry, Field, OutFeature } from '@lizhu/geodata';
import type { SiteCard } from '../contract.ts';

const SQM_PER_MU = 10_000 / 15;

/** The fields of an exported site; names short enough for a DBF. */
export const siteFields: readonly Field[] = [
  { name: 'DKMC', type: 'text' },
  { name: 'MJ', type: 'number' },
  { name: 'MJMU', type: 'number' },
  { name: 'ZDS', type: 'integer' },
  { name: 'QLRS', type: 'integer' },
  { name: 'JCD', type: 'number' },
  { name: 'SM', type: 'text' },
];

/** A saved site as one feature: its outline. */
export function siteFeature(site: SiteCard): OutFeature {
  const { found } = site;
  return {
    id: site.id,
    properties: {
      DKMC: site.name,
      MJ: rounded(found.areaSqm),
      MJMU: rounded(found.areaSqm / SQM_PER_MU),
      ZDS: found.parcelIds.length,
      QLRS: found.owners.length,
      JCD: rounded(found.compactness),
      SM: site.note,
    },
    geometry: found.outline as AreaGeometry,
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
