import type { Bilingual } from '../bilingual.ts';
import { distinctNames } from '../free-name.ts';
import type { Guess } from '../geo-feature.ts';
import { GeodataError } from '../geodata-error.ts';
import { coordinateOf } from './cell-value.ts';
import { type HeaderRole, roleOfHeader } from './header-words.ts';
import { ownColumns } from './own-columns.ts';
import { parseColumns } from './stated-columns.ts';
import { cellText, type TableRow } from './table.ts';

/** Which column of a table (from 0) plays which role; null where none does. */
export interface TableRoles {
  readonly group: number | null;
  readonly parcel: number | null;
  readonly part: number | null;
  readonly ring: number | null;
  readonly point: number | null;
  /** East, longitude, or whatever stands first. */
  readonly x: number | null;
  readonly y: number | null;
  readonly wkt: number | null;
  readonly crs: number | null;
}

/** One row a boundary point, one row a feature in WKT, or one row a point that is a feature of its own. */
export type TableShape = 'boundary' | 'wkt' | 'points';

export interface TableLayout {
  /** Rows up to this one are title and header. */
  readonly headerLine: number;
  readonly names: readonly string[];
  readonly shape: TableShape;
  readonly roles: TableRoles;
  /** What was taken as what, and why; its value can be stated instead. */
  readonly guess: Guess;
}

export const noRoles: TableRoles = {
  group: null,
  parcel: null,
  part: null,
  ring: null,
  point: null,
  x: null,
  y: null,
  wkt: null,
  crs: null,
};

/** Rows in which the header is looked for. */
const HEADER_ROWS = 30;
const PAIRS_SHOWN = 6;

/**
 * Finds out what the columns of a table are, from its first rows. Titles above the header are passed over; a header of two
 * rows is read as one. `stated` names the columns instead (see `stated-columns.ts`).
 *
 * @throws GeodataError `columns-needed`, with the choices there are, where no column or more than one could hold the
 *   coordinates.
 */
export function findLayout(rows: readonly TableRow[], stated: string | null): TableLayout {
  if (stated !== null) return statedLayout(rows, stated);
  const header = bestHeader(rows);
  if (!header) throw nothingFound(rows);
  const own = ownColumns(header.cells);
  const roles = own ?? chosenRoles(header, rows);
  return layoutOf(header, roles, rows, { isOwn: own !== null });
}

interface Header {
  readonly line: number;
  readonly cells: readonly string[];
  readonly byRole: ReadonlyMap<HeaderRole, readonly number[]>;
}

/** The row, or two rows one above the other, in which the most roles are found. */
function bestHeader(rows: readonly TableRow[]): Header | null {
  let best: { header: Header; score: number } | null = null;
  const head = rows.slice(0, HEADER_ROWS);
  head.forEach((row, i) => {
    const single = row.cells.map(cellText);
    const next = head[i + 1]?.cells.map(cellText) ?? [];
    const width = Math.max(single.length, next.length);
    const double = Array.from({ length: width }, (_, c) => next[c] || single[c] || '');
    for (const [cells, line] of [
      [single, row.line],
      [double, head[i + 1]?.line ?? row.line],
    ] as const) {
      const header = { line, cells, byRole: rolesIn(cells) };
      const score = header.byRole.size;
      if (coordinatePairs(header).length === 0 && !header.byRole.has('wkt')) continue;
      if (!best || score > best.score) best = { header, score };
    }
  });
  return (best as { header: Header } | null)?.header ?? null;
}

function rolesIn(cells: readonly string[]): Map<HeaderRole, number[]> {
  const byRole = new Map<HeaderRole, number[]>();
  cells.forEach((cell, column) => {
    const role = cell.length > 60 || /^[-+\d.,\s]*$/.test(cell) ? null : roleOfHeader(cell);
    if (role === null) return;
    byRole.set(role, [...(byRole.get(role) ?? []), column]);
  });
  return byRole;
}

type Pair = readonly [x: number, y: number];

/** East before north where the words say which is which, else in the order of the letters. */
function coordinatePairs({ byRole }: Header): Pair[] {
  const of = (role: HeaderRole): readonly number[] => byRole.get(role) ?? [];
  const zipped = (xs: readonly number[], ys: readonly number[]): Pair[] =>
    xs.slice(0, ys.length).map((x, i) => [x, ys[i]!] as const);
  const [x, y, east, north] = [of('x'), of('y'), of('east'), of('north')];
  const pairs = [...zipped(of('lon'), of('lat')), ...zipped(east, north)];
  const bare = [...x, ...y];
  if (east.length === 0 && north.length === 1 && bare.length === 1) return [...pairs, [bare[0]!, north[0]!]];
  if (north.length === 0 && east.length === 1 && bare.length === 1) return [...pairs, [east[0]!, bare[0]!]];
  return [...pairs, ...zipped(x, y)];
}

function chosenRoles(header: Header, rows: readonly TableRow[]): TableRoles {
  const first = (role: HeaderRole): number | null => header.byRole.get(role)?.[0] ?? null;
  const isBoundary = ['ring', 'part', 'point'].some((role) => header.byRole.has(role as HeaderRole));
  const common = {
    group: first('group'),
    parcel: first('parcel') ?? (isBoundary ? first('lot') : null),
    part: first('part'),
    ring: first('ring'),
    point: first('point'),
    crs: first('crs'),
  };
  const wkt = (header.byRole.get('wkt') ?? []).find((column) => holdsWkt(rows, header.line, column)) ?? null;
  if (wkt !== null) return { ...noRoles, parcel: common.parcel, crs: common.crs, wkt };
  const pairs = coordinatePairs(header);
  if (pairs.length === 1) return { ...noRoles, ...common, x: pairs[0]![0], y: pairs[0]![1] };
  if (pairs.length === 0) throw nothingFound(rows);
  throw new GeodataError(
    'columns-needed',
    {
      zh: `第 ${header.line} 行的表头有 ${pairs.length} 组坐标列，须指定用哪一组`,
      en: `the header in row ${header.line} has ${pairs.length} pairs of coordinate columns; state which one holds`,
    },
    pairs.slice(0, PAIRS_SHOWN).map(([x, y]) => candidate(header, { ...noRoles, ...common, x, y })),
  );
}

function candidate(header: Header, roles: TableRoles): Guess['candidates'][number] {
  const names = distinctNames(header.cells, 'column');
  const [x, y] = [names[roles.x!]!, names[roles.y!]!];
  return {
    value: columnsText(roles, names),
    note: { zh: `坐标取“${x}”和“${y}”`, en: `coordinates from "${x}" and "${y}"` },
  };
}

function holdsWkt(rows: readonly TableRow[], headerLine: number, column: number): boolean {
  const texts = rows
    .filter(({ line }) => line > headerLine)
    .map(({ cells }) => cellText(cells[column]).slice(0, 100))
    .filter((text) => text !== '');
  return (
    texts.length === 0 || texts.some((text) => /^(SRID=\d+;)?\s*[A-Z]+\s*(Z|M|ZM)?\s*(\(|EMPTY)/i.test(text))
  );
}

function layoutOf(
  header: Header,
  roles: TableRoles,
  rows: readonly TableRow[],
  { isOwn = false, isHeaderStated = false },
): TableLayout {
  const names = distinctNames(header.cells, 'column');
  const { shape, why } = shapeOf(roles, rows, header.line);
  const said = [header.line > 0 ? rowText(header.line) : null, rolesText(roles, names), why].filter(
    (text) => text !== null,
  );
  return {
    headerLine: header.line,
    names,
    shape,
    roles,
    guess: {
      value: (isHeaderStated ? `header=${header.line};` : '') + columnsText(roles, names),
      confidence: isOwn ? 'certain' : 'likely',
      evidence: { zh: said.map(({ zh }) => zh).join('；'), en: said.map(({ en }) => en).join('; ') },
      candidates: [],
    },
  };
}

function rowText(line: number): Bilingual {
  return { zh: `表头在第 ${line} 行`, en: `the header is in row ${line}` };
}

/** What each row stands for. Without a ring or point number it is the parcel column that tells: does it repeat? */
function shapeOf(
  roles: TableRoles,
  rows: readonly TableRow[],
  headerLine: number,
): { shape: TableShape; why: Bilingual } {
  if (roles.wkt !== null) return { shape: 'wkt', why: { zh: '每行一个要素', en: 'one row a feature' } };
  const boundary = { zh: '每行一个界址点', en: 'one row a boundary point' };
  const { group, parcel, part, ring, point } = roles;
  if (group === null && parcel === null && (ring ?? part ?? point) !== null) {
    return {
      shape: 'boundary',
      why: {
        zh: `${boundary.zh}，没有地块列，全表为一个地块`,
        en: `${boundary.en}; no parcel column, so all rows are one parcel`,
      },
    };
  }
  if ((group ?? ring ?? part ?? point) !== null) return { shape: 'boundary', why: boundary };
  const points = { zh: '每行一个点', en: 'one row a point' };
  if (parcel === null) return { shape: 'points', why: points };
  const keys = rows.filter(({ line }) => line > headerLine).map(({ cells }) => cellText(cells[parcel]));
  const repeats = keys.some((key, i) => i > 0 && (key === '' || key === keys[i - 1]));
  return repeats
    ? {
        shape: 'boundary',
        why: {
          zh: `${boundary.zh}（地块列逐行重复）`,
          en: `${boundary.en} (the parcel repeats from row to row)`,
        },
      }
    : {
        shape: 'points',
        why: { zh: `${points.zh}（地块列无重复）`, en: `${points.en} (no parcel repeats)` },
      };
}

const roleNames: Readonly<Record<keyof TableRoles, Bilingual>> = {
  group: { zh: '地块序号', en: 'number of the parcel' },
  parcel: { zh: '地块', en: 'parcel' },
  part: { zh: '部分', en: 'part' },
  ring: { zh: '圈', en: 'ring' },
  point: { zh: '点号', en: 'point' },
  x: { zh: '第一坐标', en: 'first coordinate' },
  y: { zh: '第二坐标', en: 'second coordinate' },
  wkt: { zh: '图形（WKT）', en: 'geometry (WKT)' },
  crs: { zh: '坐标系', en: 'coordinate system' },
};

const axisNames: Readonly<Partial<Record<HeaderRole, Bilingual>>> = {
  lon: { zh: '经度', en: 'longitude' },
  lat: { zh: '纬度', en: 'latitude' },
  east: { zh: '东坐标', en: 'easting' },
  north: { zh: '北坐标', en: 'northing' },
};

function rolesText(roles: TableRoles, names: readonly string[]): Bilingual {
  const zh: string[] = [];
  const en: string[] = [];
  for (const [role, column] of Object.entries(roles) as [keyof TableRoles, number | null][]) {
    if (column === null) continue;
    const name = names[column] ?? `#${column + 1}`;
    const word = roleOfHeader(name);
    const axis = role === 'x' || role === 'y' ? (word === null ? undefined : axisNames[word]) : undefined;
    const meaning = axis ?? roleNames[role];
    zh.push(`“${name}”为${meaning.zh}`);
    en.push(`"${name}" is the ${meaning.en}`);
  }
  return { zh: zh.join('，'), en: en.join(', ') };
}

/** The roles as text that `findLayout` takes back. */
function columnsText(roles: TableRoles, names: readonly string[]): string {
  const parts: string[] = [];
  for (const [role, column] of Object.entries(roles) as [keyof TableRoles, number | null][]) {
    if (column === null) continue;
    const name = names[column] ?? '';
    const usable = name !== '' && !/[;=#]/.test(name) && name.trim() === name;
    parts.push(`${role}=${usable ? name : `#${column + 1}`}`);
  }
  return parts.join(';');
}

function statedLayout(rows: readonly TableRow[], stated: string): TableLayout {
  const columns = parseColumns(stated);
  const found = bestHeader(rows);
  const line = columns.headerLine ?? found?.line ?? firstNamed(rows, columns.names) ?? rows[0]?.line ?? 0;
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const header = found?.line === line ? found : headerAt(rows, line, width);
  const roles = columns.resolve(distinctNames(header.cells, 'column'), width);
  return layoutOf(header, roles, rows, { isHeaderStated: columns.headerLine !== null });
}

function headerAt(rows: readonly TableRow[], line: number, width: number): Header {
  const cells =
    line === 0
      ? Array.from({ length: width }, (_, i) => `column ${i + 1}`)
      : (rows.find((each) => each.line === line)?.cells.map(cellText) ?? []);
  return { line, cells, byRole: rolesIn(cells) };
}

function firstNamed(rows: readonly TableRow[], names: readonly string[]): number | null {
  const row = rows.slice(0, HEADER_ROWS).find(({ cells }) => {
    const texts = cells.map(cellText);
    return names.length > 0 && names.every((name) => texts.includes(name));
  });
  return row?.line ?? null;
}

/** Where the words say nothing, the numbers at least tell which columns could hold coordinates. */
function nothingFound(rows: readonly TableRow[]): GeodataError {
  const headerAt = rows.slice(0, HEADER_ROWS).findIndex((row, i) => {
    const below = rows[i + 1];
    const numbers = below === undefined ? [] : numericColumns([below]);
    return numbers.length >= 2 && numbers.every((column) => Number.isNaN(coordinateOf(row.cells[column])));
  });
  const header = headerAt === -1 ? null : rows[headerAt]!;
  const body = rows.slice(headerAt + 1);
  const numeric = numericColumns(body);
  const names = header?.cells.map(cellText) ?? [];
  const pairs = numeric.flatMap((x, i) => (numeric[i + 1] === x + 1 ? [[x, x + 1] as const] : []));
  const shown = names
    .filter((name) => name !== '')
    .slice(0, 12)
    .join('、');
  const line = header?.line ?? 0;
  return new GeodataError(
    'columns-needed',
    {
      zh: `看不出哪些列是坐标（表头：${shown || '无'}）；请指定，例如 x=经度;y=纬度，或把列名改为 地块编号、圈号、点号、X北坐标、Y东坐标`,
      en: `no column says that it holds coordinates (header: ${shown || 'none'}); state them, such as x=lon;y=lat, or name the columns parcel, ring, point, northing, easting`,
    },
    pairs.slice(0, PAIRS_SHOWN).map(([x, y]) => {
      const [first, second] = [names[x] || `#${x + 1}`, names[y] || `#${y + 1}`];
      return {
        value: `header=${line};x=#${x + 1};y=#${y + 1}`,
        note: { zh: `坐标取“${first}”和“${second}”`, en: `coordinates from "${first}" and "${second}"` },
      };
    }),
  );
}

/** Columns of numbers of the size that coordinates have. */
function numericColumns(rows: readonly TableRow[]): number[] {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const columns: number[] = [];
  for (let column = 0; column < width; column++) {
    const values = rows
      .map(({ cells }) => coordinateOf(cells[column]))
      .filter((value) => !Number.isNaN(value));
    const sized = values.filter((value) => Math.abs(value) >= 3 && Math.abs(value) < 6e7);
    if (values.length > 0 && sized.length >= rows.length * 0.8) columns.push(column);
  }
  return columns;
}
