import type { ReadinessCell } from '@lizhu/land/contract';
import type { Bilingual } from '@lizhu/programme/contract';
import { conditionShort } from '../condition-words.ts';

/** A condition as short as a grid needs it: codes without their names. */
export function conditionBrief(cell: ReadinessCell, say: (text: Bilingual) => string): string {
  if (!Array.isArray(cell.value) || cell.fact === 'control') return conditionShort(cell, say);
  const sign = cell.operator === 'not in' ? '∉' : '∈';
  return cell.value.length === 0 ? `${sign} ?` : `${sign} ${cell.value.join(', ')}`;
}
