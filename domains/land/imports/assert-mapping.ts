import { WHOLE_PROGRAMME } from '@lizhu/db';
import { GeodataError, resolveCrs } from '@lizhu/geodata';
import { Problem } from '@lizhu/http';
import { type ImportMapping, type ImportProposal, targetFields } from '../contract.ts';

/**
 * Holds what the officer confirmed against the file and against what the target needs.
 *
 * @param baseId The base that the import is for.
 * @throws Problem `land.programme-only`, `land.source-needed`, `land.document-needed`, `land.layer-unknown`,
 *   `land.columns-differ`, `land.field-unknown`, `land.mapping-incomplete`, `land.crs-unusable`
 */
export function assertMapping(mapping: ImportMapping, proposal: ImportProposal, baseId: string): void {
  const { target, fields, layer, crs } = mapping;
  if (target !== 'parcels' && baseId !== WHOLE_PROGRAMME) throw new Problem('land.programme-only');
  if (mapping.source.trim() === '') throw new Problem('land.source-needed');
  if (target === 'boundaries' && (!mapping.documentNumber?.trim() || mapping.effectiveFrom === undefined))
    throw new Problem('land.document-needed');
  if (layer !== null && !proposal.layers.some(({ name }) => name === layer))
    throw new Problem('land.layer-unknown', { layer: layer.slice(0, 100) });
  const sheet = layer ?? proposal.layer;
  if (mapping.columns !== proposal.columns?.value || (proposal.columns && sheet !== proposal.layer))
    throw new Problem('land.columns-differ');
  const columns = new Set(proposal.fields.map(({ name }) => name));
  for (const field of Object.values(fields))
    if (!columns.has(field)) throw new Problem('land.field-unknown', { field: field.slice(0, 100) });
  for (const { key, required, name } of targetFields[target])
    if (required && fields[key] === undefined) throw new Problem('land.mapping-incomplete', { field: name });
  try {
    resolveCrs(crs);
  } catch (error) {
    if (!(error instanceof GeodataError)) throw error;
    throw new Problem('land.crs-unusable', { reason: error.text }, { cause: error });
  }
}
