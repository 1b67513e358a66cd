/** Numbers as people of the field read them: a value, its unit in lighter type, and the exact value for the tooltip. */
export interface Quantity {
  readonly value: string;
  readonly unit: string;
  readonly exact: string;
}

export type Language = 'zh-CN' | 'en';

/** 1 亩 = 10,000/15 m². */
export const SQM_PER_MU = 10_000 / 15;

const units = {
  'zh-CN': { mu: '亩', ha: '公顷', km2: 'km²', sqm: 'm²' },
  en: { mu: 'mu', ha: 'ha', km2: 'km²', sqm: 'm²' },
} as const;

/** 1,609 亩; below a hundred one decimal, below ten two. */
export function mu(areaSqm: number, language: Language): Quantity {
  const inMu = areaSqm / SQM_PER_MU;
  return { value: significant(inMu), unit: units[language].mu, exact: exactArea(areaSqm, language) };
}

export function squareKilometres(areaSqm: number, language: Language): Quantity {
  return { value: fixed(areaSqm / 1e6, 1), unit: units[language].km2, exact: exactArea(areaSqm, language) };
}

export function hectares(areaSqm: number, language: Language): Quantity {
  return { value: significant(areaSqm / 1e4), unit: units[language].ha, exact: exactArea(areaSqm, language) };
}

export function squareMetres(areaSqm: number, language: Language): Quantity {
  const value = fixed(areaSqm, Math.abs(areaSqm) < 100 ? 2 : Math.abs(areaSqm) < 10_000 ? 1 : 0);
  return { value, unit: units[language].sqm, exact: exactArea(areaSqm, language) };
}

/** The area in all units that papers use, to more places than anyone needs. */
export function exactArea(areaSqm: number, language: Language): string {
  const { mu, ha, km2, sqm } = units[language];
  return [
    `${fixed(areaSqm, 2)} ${sqm}`,
    `${fixed(areaSqm / SQM_PER_MU, 4)} ${mu}`,
    `${fixed(areaSqm / 1e4, 6)} ${ha}`,
    `${fixed(areaSqm / 1e6, 6)} ${km2}`,
  ].join(' = ');
}

/** 843 m, 12.34 km. */
export function metres(lengthM: number): Quantity {
  const exact = `${fixed(lengthM, 2)} m`;
  return lengthM < 1000
    ? { value: fixed(lengthM, lengthM < 100 ? 1 : 0), unit: 'm', exact }
    : { value: fixed(lengthM / 1000, lengthM < 100_000 ? 2 : 1), unit: 'km', exact };
}

/** 0.1234 → 12.3 %. What is not nothing is never shown as 0. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.1) return '< 0.1 %';
  return `${fixed(value, value >= 99.95 ? 0 : 1)} %`;
}

export function count(value: number): string {
  return fixed(value, 0);
}

export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${fixed(bytes / 1024, 0)} KB`;
  if (bytes < 1024 ** 3) return `${fixed(bytes / 1024 ** 2, 1)} MB`;
  return `${fixed(bytes / 1024 ** 3, 2)} GB`;
}

function significant(value: number): string {
  const size = Math.abs(value);
  return fixed(value, size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : 2);
}

function fixed(value: number, digits: number): string {
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
