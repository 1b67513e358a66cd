import type { Tenure } from '../contract.ts';
import {
  type AttributeFault,
  codeMissing,
  codeTooLong,
  numberUnreadable,
  valueUnknown,
} from './attribute-fault.ts';
import { type FieldMapping, keptText, quoted, type SourceValues, sourceText } from './source-text.ts';

const CODE_CHARACTERS_MAX = 100;
const USE_CHARACTERS_MAX = 40;
const OWNER_CHARACTERS_MAX = 1_000;

/** The attributes of a parcel as the ledger keeps them. */
export interface ParcelAttributes {
  readonly code: string;
  readonly useCode: string;
  readonly tenure: Tenure;
  readonly acquired: boolean;
  readonly villageIndustry: boolean;
  readonly owner: string;
  readonly legalAreaSqm: number | null;
}

/** Reads the attributes of a parcel out of a feature by the officer's mapping. */
export function mapParcel(
  values: SourceValues,
  mapping: FieldMapping,
): { attributes: ParcelAttributes; faults: AttributeFault[] } {
  const faults: AttributeFault[] = [];
  const code = sourceText(values, mapping['code']);
  const field = mapping['code'] ?? 'code';
  if (code === '') faults.push(codeMissing(field));
  else if (code.length > CODE_CHARACTERS_MAX)
    faults.push(codeTooLong(field, code.length, CODE_CHARACTERS_MAX));
  const text = (key: string): string => sourceText(values, mapping[key]);
  return {
    attributes: {
      code,
      useCode: keptText(values, mapping['useCode'], USE_CHARACTERS_MAX, faults).toUpperCase(),
      tenure: tenureOf(text('tenure'), mapping['tenure'] ?? '', faults),
      acquired: flagOf(text('acquired'), mapping['acquired'] ?? '', faults),
      villageIndustry: flagOf(text('villageIndustry'), mapping['villageIndustry'] ?? '', faults),
      owner: keptText(values, mapping['owner'], OWNER_CHARACTERS_MAX, faults),
      legalAreaSqm: areaOf(text('legalAreaSqm'), mapping['legalAreaSqm'] ?? '', faults),
    },
    faults,
  };
}

/** 国有 and its survey codes 10, 20, 21; 集体 and 30 … 34; G and J as in parcel codes. */
function tenureOf(value: string, field: string, faults: AttributeFault[]): Tenure {
  if (/^(国有|国家|state|g[a-z]?$|10$|20$|21$)/i.test(value)) return 'state';
  if (value === '' || /^(集体|村民|collective|j[a-z]?$|3[0-4]$|4[0-1]$)/i.test(value)) return 'collective';
  faults.push(valueUnknown(field, quoted(value), { zh: '集体', en: 'collective' }));
  return 'collective';
}

function flagOf(value: string, field: string, faults: AttributeFault[]): boolean {
  if (/^(1(\.0+)?|true|t|yes|y|是|已收储|已)$/i.test(value)) return true;
  if (/^(|0(\.0+)?|false|f|no|n|否|未收储|未|无)$/i.test(value)) return false;
  faults.push(valueUnknown(field, quoted(value), { zh: '否', en: 'no' }));
  return false;
}

function areaOf(value: string, field: string, faults: AttributeFault[]): number | null {
  if (value === '') return null;
  const area = Number(value.replaceAll(',', ''));
  if (Number.isFinite(area) && area >= 0) return area;
  faults.push(numberUnreadable(field, quoted(value)));
  return null;
}
