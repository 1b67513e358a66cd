import { decodeText } from '../detect/encoding-name.ts';
import type { FileBytes } from '../file-bytes.ts';
import type { Position } from '../geometry.ts';
import type { Header } from './header.ts';
import { BASE_FIELDS, parcelFieldName } from './parcel-fields.ts';

/** One parcel as the file has it: the fields of its line, and its points with north and east told apart. */
export interface ScannedParcel {
  readonly fields: readonly string[];
  readonly rings: readonly ScannedRing[];
  /** Lines of points, readable or not. */
  readonly pointLines: number;
  readonly unreadable: readonly UnreadableLine[];
  readonly header: Header;
  readonly line: number;
  readonly offset: number;
  /** Points that stand before any parcel line. */
  readonly stray: boolean;
}

export interface ScannedRing {
  /** 圈号, as the file has it. */
  readonly number: string;
  /** East first (the file has north first), in file order. */
  readonly points: Position[];
}

export interface UnreadableLine {
  readonly line: number;
  readonly text: string;
}

const LINE_BYTES_MAX = 1 << 20;

/**
 * Walks through a boundary-point file (勘测定界界址点坐标交换格式), parcel by parcel. Sections and keys come in any order; a line that
 * ends in `@` opens a parcel; digits and signs may be full-width.
 */
export async function* scanParcels(file: FileBytes, encoding: string): AsyncGenerator<ScannedParcel> {
  const scan = new ParcelScan();
  for await (const { bytes, offset } of linesOf(file)) {
    const parcel = scan.line(decodeText(bytes, encoding), offset);
    if (parcel) yield parcel;
  }
  const last = scan.end();
  if (last) yield last;
}

class ParcelScan {
  #line = 0;
  #header = new Map<string, string>();
  #inHeader = true;
  #parcel: OpenParcel | null = null;

  /** Takes a line; returns the parcel that it ends. */
  line(raw: string, offset: number): ScannedParcel | null {
    this.#line++;
    const text = normalised(raw);
    if (text === '') return null;
    if (/^\[.*\]$/.test(text)) {
      const isParcels = text.includes('地块坐标');
      // A second header belongs to another file that was put behind the first.
      if (!isParcels && !this.#inHeader && /属性描述|项目信息/.test(text)) this.#header = new Map();
      this.#inHeader = !isParcels;
      return this.#closed();
    }
    if (text.endsWith('@')) {
      const ended = this.#closed();
      this.#inHeader = false;
      this.#parcel = this.#opened(fieldsOf(raw, text), offset, false);
      return ended;
    }
    const pair = /^([^=,]+)=(.*)$/.exec(text);
    if (pair && (this.#inHeader || !this.#parcel)) {
      this.#header.set(pair[1]!.trim(), pair[2]!.trim());
      return null;
    }
    if (this.#inHeader && !/^[^,]*,[^,]*,[^,]*,/.test(text)) return null;
    this.#parcel ??= this.#opened([], offset, true);
    addPoint(this.#parcel, text, this.#line);
    return null;
  }

  end(): ScannedParcel | null {
    return this.#closed();
  }

  #opened(fields: readonly string[], offset: number, stray: boolean): OpenParcel {
    return {
      fields,
      rings: [],
      pointLines: 0,
      unreadable: [],
      header: this.#header,
      line: this.#line,
      offset,
      stray,
      firstLabel: '',
    };
  }

  #closed(): ScannedParcel | null {
    const parcel = this.#parcel;
    this.#parcel = null;
    return parcel;
  }
}

const FREE_TEXT: readonly string[] = ['地块名称', '地块用途', '备注'];

/** Fields of a parcel line; in free text a full-width comma is part of the text, unless the line has no others. */
function fieldsOf(raw: string, text: string): string[] {
  const split = (line: string): string[] =>
    line
      .replace(/[@＠]\s*$/, '')
      .replace(/,\s*$/, '')
      .split(',');
  const fields = split(text);
  const asciiFields = split(raw.trim());
  const source = asciiFields.length >= BASE_FIELDS ? asciiFields : fields;
  return source.map((field, f) =>
    FREE_TEXT.includes(parcelFieldName(f)) ? field.trim() : normalised(field),
  );
}

type OpenParcel = Omit<ScannedParcel, 'rings' | 'pointLines' | 'unreadable'> & {
  rings: ScannedRing[];
  pointLines: number;
  unreadable: UnreadableLine[];
  /** Point label with which the current ring began. */
  firstLabel: string;
};

const UNREADABLE_MAX = 20;

/** 点号, 圈号, X (north), Y (east). */
function addPoint(parcel: OpenParcel, text: string, line: number): void {
  parcel.pointLines++;
  const [label = '', ringNumber = '', northText = '', eastText = ''] = text
    .split(',')
    .map((each) => each.trim());
  const north = numberOf(northText);
  const east = numberOf(eastText);
  if (Number.isNaN(north) || Number.isNaN(east)) {
    if (parcel.unreadable.length < UNREADABLE_MAX) parcel.unreadable.push({ line, text: text.slice(0, 60) });
    return;
  }
  let ring = parcel.rings.findLast(({ number }) => number === ringNumber);
  if (ring && startsAgain(ring, parcel.firstLabel, label)) ring = undefined;
  if (!ring) {
    ring = { number: ringNumber, points: [] };
    parcel.rings.push(ring);
    parcel.firstLabel = label;
  }
  ring.points.push([east, north]);
}

/** Some tools give all rings the number 1, and begin each with its first label again once the one before is closed. */
function startsAgain({ points }: ScannedRing, firstLabel: string, label: string): boolean {
  const first = points[0]!;
  const last = points.at(-1)!;
  const closed = points.length > 3 && first[0] === last[0] && first[1] === last[1];
  return closed && label !== '' && label === firstLabel;
}

function numberOf(text: string): number {
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

/** Full-width digits, letters and signs as ASCII ones, blanks at the ends off. */
function normalised(text: string): string {
  if (!/[^ -~\t\r]/.test(text)) return text.trim();
  return text
    .replace(/[\uFF01-\uFF5E]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\uFEFF]/g, ' ')
    .replace(/。(?=\d)/g, '.')
    .replace(/、(?=[\d.])/g, ',')
    .trim();
}

async function* linesOf(
  file: FileBytes,
): AsyncGenerator<{ readonly bytes: Buffer; readonly offset: number }> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;
  for await (const piece of file.pieces()) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    let from = 0;
    for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, from)) {
      yield { bytes: bytes.subarray(from, end), offset: offset + from };
      from = end + 1;
    }
    rest = bytes.subarray(from);
    offset += from;
    if (rest.length > LINE_BYTES_MAX) {
      yield { bytes: rest.subarray(0, LINE_BYTES_MAX), offset };
      offset += rest.length;
      rest = Buffer.alloc(0);
    }
  }
  if (rest.length > 0) yield { bytes: rest, offset };
}
