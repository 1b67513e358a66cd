import {
  type ReadinessCell,
  type ReadinessFact,
  type ReadinessLine,
  readinessFactNames,
  readinessFacts,
} from '@lizhu/land/contract';
import type { Lines } from './edit-history.ts';

/** The facts that any line asks for, in the order of the contract: the columns of the grid. */
export function factsInUse(lines: Lines): readonly ReadinessFact[] {
  const used = new Set(lines.flatMap(({ cells }) => cells.map(({ fact }) => fact)));
  return readinessFactNames.filter((fact) => used.has(fact));
}

/** A condition to begin with, of the kind that fits the fact. */
export function freshCell(fact: ReadinessFact): ReadinessCell {
  const { type, unit } = readinessFacts[fact];
  if (type === 'boolean') return { fact, operator: 'is', value: true };
  if (type === 'code') return { fact, operator: 'in', value: [] };
  return { fact, operator: '>=', value: unit === '%' ? 0.5 : 0 };
}

export function withLine(lines: Lines, index: number, patch: Partial<ReadinessLine>): Lines {
  return lines.map((line, at) => (at === index ? { ...line, ...patch } : line));
}

/** Puts a condition in place of another; null takes it away, an index past the last adds one. */
export function withCell(lines: Lines, index: number, cellIndex: number, cell: ReadinessCell | null): Lines {
  const line = lines[index];
  if (line === undefined) return lines;
  const cells = line.cells.toSpliced(cellIndex, 1, ...(cell === null ? [] : [cell]));
  return withLine(lines, index, { cells });
}

export function freshLine(): ReadinessLine {
  return { class: 'other', title: { zh: '', en: '' }, cells: [] };
}

export interface LineFault {
  readonly line: number;
  readonly fault: 'untitled' | 'empty-codes' | 'never-reached';
}

/** What keeps a table from being saved, or makes a line useless: said before the server does. */
export function faultsOf(lines: Lines): readonly LineFault[] {
  const always = lines.findIndex(({ cells }) => cells.length === 0);
  return lines.flatMap((line, index): LineFault[] => [
    ...(line.title.zh.trim() === '' ? [{ line: index, fault: 'untitled' as const }] : []),
    ...(line.cells.some(({ value }) => Array.isArray(value) && value.length === 0)
      ? [{ line: index, fault: 'empty-codes' as const }]
      : []),
    ...(always !== -1 && index > always ? [{ line: index, fault: 'never-reached' as const }] : []),
  ]);
}
