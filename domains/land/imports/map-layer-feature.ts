import { type AttributeFault, classMissing } from './attribute-fault.ts';
import { type FieldMapping, keptText, type SourceValues } from './source-text.ts';

const CLASS_CHARACTERS_MAX = 100;
const NAME_CHARACTERS_MAX = 1_000;

/** The attributes of a feature of a planning layer as the ledger keeps them. */
export interface LayerFeatureAttributes {
  readonly classCode: string;
  readonly name: string;
}

/** Reads the attributes of a layer feature; where the rules read the class of the layer, one without is of no use. */
export function mapLayerFeature(
  values: SourceValues,
  mapping: FieldMapping,
  needsClass: boolean,
): { attributes: LayerFeatureAttributes; faults: AttributeFault[] } {
  const faults: AttributeFault[] = [];
  const field = mapping['classCode'];
  const classCode = keptText(values, field, CLASS_CHARACTERS_MAX, faults).toUpperCase();
  if (needsClass && classCode === '') faults.push(classMissing(field ?? 'classCode'));
  return {
    attributes: { classCode, name: keptText(values, mapping['name'], NAME_CHARACTERS_MAX, faults) },
    faults,
  };
}
