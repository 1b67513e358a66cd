import type { FieldType, FieldValue } from '../geo-feature.ts';
import { type Cell, cellText } from './table.ts';

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
/** Thousands set off by commas, told from a decimal comma by a second comma or a point. */
const GROUPED = /^[-+]?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?$|^[-+]?\d{1,3},\d{3}\.\d+$/;
const ANGLE =
  /^([-+]?\d{1,3})\s*[°度]\s*(\d{1,2}(?:\.\d+)?)\s*[′'’分]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:[″"”秒]|''|′′))?$/;

/** No coordinate is longer, and nothing longer shall be looked at so closely. */
const COORDINATE_CHARACTERS_MAX = 60;

/** A coordinate: a number, also with grouped thousands, or an angle in degrees, minutes and seconds; NaN where it is none. */
export function coordinateOf(cell: Cell | undefined): number {
  if (typeof cell === 'number') return cell;
  const text = cellText(cell);
  if (text.length > COORDINATE_CHARACTERS_MAX) return Number.NaN;
  if (NUMBER.test(text)) return Number(text);
  const plain = text
    .normalize('NFKC')
    .replace(/\s*(?:米|m)$/i, '')
    .trim();
  if (NUMBER.test(plain)) return Number(plain);
  if (GROUPED.test(plain)) return Number(plain.replaceAll(',', ''));
  return angleOf(text);
}

function angleOf(text: string): number {
  const side = /^[NE北东]|[NE北东]$/i.test(text) ? 1 : /^[SW南西]|[SW南西]$/i.test(text) ? -1 : 0;
  const bare = text.replace(/^(?:[NESW]|[北东南西][纬经]?)\s*|\s*[NESW北东南西]$/gi, '');
  const match = ANGLE.exec(bare);
  if (!match) return side !== 0 && NUMBER.test(bare) ? side * Number(bare) : Number.NaN;
  const [, degrees, minutes, seconds] = match;
  if (Number(minutes) >= 60 || Number(seconds ?? 0) >= 60) return Number.NaN;
  const size = Math.abs(Number(degrees)) + Number(minutes) / 60 + Number(seconds ?? 0) / 3600;
  return (degrees!.startsWith('-') || side < 0 ? -1 : 1) * size;
}

/** Numbers that text stands for as they are: no leading zeros, no more digits than a double keeps. */
const WHOLE = /^-?(?:0|[1-9]\d{0,14})$/;
const DECIMAL = /^-?(?:0|[1-9]\d{0,14})?\.\d{1,25}$|^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,25})?e[-+]?\d{1,3}$/i;
const ISO_DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/**
 * The type that all cells of a column seem to have. In delimited text, where all cells are text, what reads as a number is
 * one, but for codes with leading zeros or more digits than a double keeps.
 */
export function columnType(cells: Iterable<Cell>, isText: boolean): FieldType {
  let type: FieldType | null = null;
  for (const cell of cells) {
    if (cell === null || (typeof cell === 'string' && cell.trim() === '')) continue;
    const next = cellType(cell, isText);
    if (type === null || type === next) type = next;
    else if ((type === 'integer' && next === 'number') || (type === 'number' && next === 'integer'))
      type = 'number';
    else return 'text';
  }
  return type ?? 'text';
}

function cellType(cell: string | number | boolean, isText: boolean): FieldType {
  if (typeof cell === 'boolean') return 'boolean';
  if (typeof cell === 'number') return Number.isSafeInteger(cell) ? 'integer' : 'number';
  const text = cell.trim();
  if (ISO_DATE.test(text)) return 'date';
  if (!isText) return 'text';
  if (WHOLE.test(text)) return 'integer';
  if (DECIMAL.test(text)) return 'number';
  return /^(true|false)$/i.test(text) ? 'boolean' : 'text';
}

/** A cell as the value of a field of this type; text that does not fit stays text. */
export function fieldValue(cell: Cell | undefined, type: FieldType): FieldValue {
  if (cell === undefined || cell === null || cell === '') return null;
  if (typeof cell !== 'string' || type === 'text') return cell;
  const text = cell.trim();
  if (text === '') return null;
  if ((type === 'integer' || type === 'number') && (WHOLE.test(text) || DECIMAL.test(text)))
    return Number(text);
  if (type === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return cell;
}
