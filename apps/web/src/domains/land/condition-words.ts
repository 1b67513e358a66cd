import {
  type LandControl,
  landControls,
  landUseNames,
  type ReadinessCell,
  type ReadinessExplanation,
  type ReadinessFact,
  readinessFacts,
} from '@lizhu/land/contract';
import type { Bilingual } from '@lizhu/programme/contract';
import { layerLooks } from '../../map/layer-looks.ts';

/** What the page says for what has no words of its own in the contract. */
export const controlNames: Readonly<Record<LandControl, Bilingual>> = {
  state: { zh: '国有', en: 'State-owned' },
  acquired: { zh: '集体（已收储）', en: 'Collective, acquired' },
  collective: { zh: '集体', en: 'Collective' },
};

const operators: Readonly<Record<ReadinessCell['operator'], Bilingual>> = {
  '<': { zh: '<', en: '<' },
  '<=': { zh: '≤', en: '≤' },
  '>=': { zh: '≥', en: '≥' },
  '>': { zh: '>', en: '>' },
  in: { zh: '属于', en: 'in' },
  'not in': { zh: '不属于', en: 'not in' },
  is: { zh: '为', en: 'is' },
};

const truth = { true: { zh: '是', en: 'yes' }, false: { zh: '否', en: 'no' } } as const;
const none: Bilingual = { zh: '无', en: 'none' };

type Say = (text: Bilingual) => string;

/** 基地内面积占比 < 50 %: a cell of the readiness table as a person reads it. */
export function conditionWords(cell: ReadinessCell, say: Say): string {
  return `${say(readinessFacts[cell.fact].name)} ${conditionShort(cell, say)}`;
}

/** The same without the name of the fact, for a grid whose columns are facts. */
export function conditionShort({ fact, operator, value }: ReadinessCell, say: Say): string {
  const values = Array.isArray(value)
    ? value.map((code) => codeWords(fact, code, say)).join(say({ zh: '、', en: ', ' }))
    : factWords(fact, value, say);
  return `${say(operators[operator])} ${values}`;
}

/** A fact's value with its unit, and a code with its name. */
export function factWords(
  fact: ReadinessFact,
  value: ReadinessExplanation['facts'][number]['value'],
  say: Say,
): string {
  if (value === null || value === '') return say(none);
  if (typeof value === 'boolean') return say(truth[`${value}`]);
  if (typeof value === 'string') return codeWords(fact, value, say);
  const { unit } = readinessFacts[fact];
  if (unit === '%') return `${trimmed(value * 100, 2)} %`;
  return unit === '' ? trimmed(value, 2) : `${trimmed(value, 1)} ${unit}`;
}

export function factName(fact: string, say: Say): string {
  return fact in readinessFacts ? say(readinessFacts[fact as ReadinessFact].name) : fact;
}

function codeWords(fact: ReadinessFact, code: string, say: Say): string {
  const name = codeName(fact, code);
  if (name === null) return code;
  return fact === 'control' ? say(name) : `${code} ${say(name)}`;
}

function codeName(fact: ReadinessFact, code: string): Bilingual | null {
  if (fact === 'control')
    return landControls.some((name) => name === code) ? controlNames[code as LandControl] : null;
  if (fact === 'useCode') return landUseNames[code] ?? null;
  const kind = fact === 'landPlanZone' ? 'land-plan' : fact === 'cityPlanUse' ? 'city-plan' : null;
  if (kind === null) return null;
  const bare = code.replace(/\*$/, '');
  return layerLooks[kind].classes?.find(({ begins }) => bare.startsWith(begins))?.name ?? null;
}

function trimmed(value: number, digits: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}
