import type { LandControl, ReadinessCell } from '@lizhu/land/contract';
import type { Bilingual } from '@lizhu/programme/contract';
import { conditionShort } from '../condition-words.ts';

/** A condition as short as a grid needs it: codes without their names. Breaks between values only. */
export function conditionBrief(cell: ReadinessCell, say: (text: Bilingual) => string): string {
  const { value, fact, operator } = cell;
  if (!Array.isArray(value)) return conditionShort(cell, say).replaceAll(' ', '\u00a0');
  const sign = operator === 'not in' ? '∉' : '∈';
  const names = value.map((code) => (fact === 'control' ? controlName(code, say) : code));
  return `${sign}\u00a0${names.length === 0 ? '?' : names.join(', ')}`;
}

function controlName(code: string, say: (text: Bilingual) => string): string {
  return code in controlBriefs ? say(controlBriefs[code as LandControl]) : code;
}

const controlBriefs: Readonly<Record<LandControl, Bilingual>> = {
  state: { zh: '国有', en: 'state' },
  acquired: { zh: '已收储', en: 'acquired' },
  collective: { zh: '集体', en: 'collective' },
};
