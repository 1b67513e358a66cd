import { type ReadinessCell, type ReadinessLine, readinessFacts } from '../contract.ts';
import type { BooleanFact, CodeFact, FactColumns, Facts, NumberFact } from './fact-columns.ts';

/** No line held: the table has no last line that always holds. */
export const NO_LINE = 255;

/**
 * Decides every parcel by an ordered table: the index of the first line whose cells all hold, or `NO_LINE`.
 * A NaN fact (not measured) makes every cell that asks for it fail.
 */
export function decideAll(lines: readonly ReadinessLine[], facts: FactColumns): Uint8Array {
  const decided = new Uint8Array(facts.count).fill(NO_LINE);
  const compiled = lines.map((line) => line.cells.map((cell) => compile(cell, facts)));
  for (let row = 0; row < facts.count; row++) {
    for (let index = 0; index < compiled.length; index++) {
      if (compiled[index]!.every((holds) => holds(row))) {
        decided[row] = index;
        break;
      }
    }
  }
  return decided;
}

/** For one parcel: which cells of which line held. Says the same as `decideAll` for the same facts. */
export function explain(
  lines: readonly ReadinessLine[],
  facts: Facts,
): { held: boolean; cells: boolean[] }[] {
  return lines.map((line) => {
    const cells = line.cells.map((cell) => holdsFor(cell, facts));
    return { held: cells.every((cell) => cell), cells };
  });
}

export interface TableFault {
  readonly line: number;
  readonly cell: number;
  readonly fault: 'operator' | 'value';
}

/** What is wrong with a table that an officer wrote: a cell whose operator or value does not fit its fact. */
export function faultsOfTable(lines: readonly ReadinessLine[]): TableFault[] {
  return lines.flatMap((line, lineIndex) =>
    line.cells.flatMap((cell, cellIndex): TableFault[] => {
      const { type } = readinessFacts[cell.fact];
      const fitting =
        type === 'number'
          ? ['<', '<=', '>=', '>'].includes(cell.operator)
          : type === 'code'
            ? ['in', 'not in'].includes(cell.operator)
            : cell.operator === 'is';
      const place = { line: lineIndex + 1, cell: cellIndex + 1 };
      if (!fitting) return [{ ...place, fault: 'operator' }];
      const valueFits =
        type === 'number'
          ? typeof cell.value === 'number' && Number.isFinite(cell.value)
          : type === 'code'
            ? Array.isArray(cell.value) && cell.value.length > 0
            : typeof cell.value === 'boolean';
      return valueFits ? [] : [{ ...place, fault: 'value' }];
    }),
  );
}

function compile(cell: ReadinessCell, facts: FactColumns): (row: number) => boolean {
  const { type } = readinessFacts[cell.fact];
  if (type === 'number') {
    const column = facts.numbers[cell.fact as NumberFact];
    const holds = numberTest(cell);
    return (row) => holds(column[row]!);
  }
  if (type === 'code') {
    const { codes, dictionary } = facts.codes[cell.fact as CodeFact];
    const holding = dictionary.map((text) => codeHolds(cell, text));
    return (row) => holding[codes[row]!]!;
  }
  const column = facts.booleans[cell.fact as BooleanFact];
  const wanted = cell.value === true ? 1 : 0;
  return (row) => column[row] === wanted;
}

function holdsFor(cell: ReadinessCell, facts: Facts): boolean {
  const { type } = readinessFacts[cell.fact];
  if (type === 'number') return numberTest(cell)(facts[cell.fact as NumberFact]);
  if (type === 'code') return codeHolds(cell, facts[cell.fact as CodeFact]);
  return facts[cell.fact as BooleanFact] === cell.value;
}

function numberTest(cell: ReadinessCell): (value: number) => boolean {
  const bound = Number(cell.value);
  switch (cell.operator) {
    case '<':
      return (value) => value < bound;
    case '<=':
      return (value) => value <= bound;
    case '>=':
      return (value) => value >= bound;
    case '>':
      return (value) => value > bound;
    default:
      return () => false;
  }
}

function codeHolds(cell: ReadinessCell, text: string): boolean {
  const among = Array.isArray(cell.value) && cell.value.some((pattern) => matches(pattern, text));
  return cell.operator === 'in' ? among : !among;
}

function matches(pattern: string, text: string): boolean {
  return pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : pattern === text;
}
