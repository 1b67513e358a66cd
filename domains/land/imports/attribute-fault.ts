import type { Bilingual } from '@lizhu/programme/contract';
import type { LedgerFaultCode } from './fault-titles.ts';

/** Something wrong with a feature as the ledger sees it: with a value, a code, or where it lies. */
export interface AttributeFault {
  readonly code: LedgerFaultCode;
  readonly severity: 'note' | 'repaired' | 'quarantine';
  readonly message: Bilingual;
  readonly remedy: Bilingual;
  /** The source field; null where no field is to blame. */
  readonly field: string | null;
}

export function codeMissing(field: string): AttributeFault {
  return {
    code: 'code-missing',
    severity: 'quarantine',
    message: { zh: '没有代码', en: 'The code is empty' },
    remedy: { zh: '填写代码后重新提交', en: 'Fill in the code and submit it again' },
    field,
  };
}

export function codeTooLong(field: string, length: number, longest: number): AttributeFault {
  return {
    code: 'code-too-long',
    severity: 'quarantine',
    message: {
      zh: `代码有 ${length} 个字符，最多 ${longest} 个`,
      en: `The code has ${length} characters; ${longest} at most`,
    },
    remedy: { zh: '核对是否选错了字段', en: 'Check that the right field was chosen' },
    field,
  };
}

export function codeRepeated(field: string, code: string, first: number): AttributeFault {
  return {
    code: 'code-repeated',
    severity: 'quarantine',
    message: {
      zh: `代码“${code}”与第 ${first} 个要素重复`,
      en: `Feature ${first} has the code "${code}" too`,
    },
    remedy: { zh: '改正其中一个代码后重新提交', en: 'Mend one of the codes and submit it again' },
    field,
  };
}

export function codeTaken(field: string, code: string): AttributeFault {
  return {
    code: 'code-taken',
    severity: 'quarantine',
    message: { zh: `代码“${code}”已被占用`, en: `The code "${code}" is taken` },
    remedy: {
      zh: '若是同一宗地的新图形，改选“以新换旧”',
      en: 'If it is the same parcel anew, choose to replace existing parcels',
    },
    field,
  };
}

/** The code names a parcel that this import may not replace; whether the asker may see it is not told. */
export function codeBeyondReach(field: string, code: string): AttributeFault {
  return {
    code: 'code-beyond-reach',
    severity: 'quarantine',
    message: {
      zh: `代码“${code}”已被占用，且不能由这次导入替换`,
      en: `The code "${code}" is taken by a parcel that this import may not replace`,
    },
    remedy: {
      zh: '核对代码；确需替换的，交由全计划的用地专员导入',
      en: 'Check the code; if it must be replaced, let an officer of the whole programme import it',
    },
    field,
  };
}

export function classMissing(field: string): AttributeFault {
  return {
    code: 'class-missing',
    severity: 'quarantine',
    message: { zh: '没有分类代码', en: 'The class code is empty' },
    remedy: { zh: '填写分类代码后重新提交', en: 'Fill in the class code and submit it again' },
    field,
  };
}

export function textShortened(field: string, length: number, longest: number): AttributeFault {
  return {
    code: 'text-shortened',
    severity: 'note',
    message: {
      zh: `文字有 ${length} 个字符，只保留前 ${longest} 个`,
      en: `The text has ${length} characters; the first ${longest} were kept`,
    },
    remedy: { zh: '核对是否选错了字段', en: 'Check that the right field was chosen' },
    field,
  };
}

export function valueUnknown(field: string, value: string, used: Bilingual): AttributeFault {
  return {
    code: 'value-unknown',
    severity: 'note',
    message: {
      zh: `不认识的取值“${value}”，按“${used.zh}”处理`,
      en: `Unknown value "${value}", taken as "${used.en}"`,
    },
    remedy: { zh: '核对该字段的取值或字段对应', en: "Check the field's values, or the mapping" },
    field,
  };
}

export function numberUnreadable(field: string, value: string): AttributeFault {
  return {
    code: 'number-unreadable',
    severity: 'note',
    message: { zh: `“${value}”不是数，未采用`, en: `"${value}" is not a number and was left out` },
    remedy: { zh: '改正后重新提交', en: 'Mend it and submit it again' },
    field,
  };
}

export function baseUnknown(field: string, value: string): AttributeFault {
  return {
    code: 'base-unknown',
    severity: 'quarantine',
    message: { zh: `没有代码或名称为“${value}”的基地`, en: `No base has the code or name "${value}"` },
    remedy: { zh: '用基地代码填写该字段', en: 'Fill the field with the code of a base' },
    field,
  };
}

const units: readonly { readonly sqm: number; readonly name: Bilingual }[] = [
  { sqm: 10_000, name: { zh: '公顷', en: 'hectares' } },
  { sqm: 10_000 / 15, name: { zh: '亩', en: 'mu' } },
  { sqm: 1_000_000, name: { zh: 'km²', en: 'km²' } },
];

/** The title's area is far from what the outline encloses; where another unit explains it, that is said. */
export function legalAreaFar(field: string, legal: number, areaSqm: number): AttributeFault {
  const unit = units.find(({ sqm }) => Math.abs((legal * sqm) / areaSqm - 1) < 0.1)?.name;
  return {
    code: 'legal-area-far',
    severity: 'note',
    message: {
      zh: `证载面积 ${legal} m² 与图形面积 ${areaSqm.toFixed(2)} m² 相差悬殊${unit === undefined ? '' : `，像是以${unit.zh}计`}`,
      en: `The legal area of ${legal} m² is far from the ${areaSqm.toFixed(2)} m² of the outline${unit === undefined ? '' : `; it seems to be in ${unit.en}`}`,
    },
    remedy: {
      zh: '该字段须以 m² 计；换算后重新提交，或不对应该字段',
      en: 'The field must be in m²: convert it, or leave it unmapped',
    },
    field,
  };
}
