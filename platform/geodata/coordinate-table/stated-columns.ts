import { GeodataError } from '../geodata-error.ts';
import type { TableRoles } from './table-layout.ts';

const roles = ['group', 'parcel', 'part', 'ring', 'point', 'x', 'y', 'wkt', 'crs'] as const;

/** The columns of a table as a user states them. */
export interface StatedColumns {
  /** Row of the header, 0 where there is none; null where it is to be found. */
  readonly headerLine: number | null;
  /** Headers that are named, as against columns that are numbered. */
  readonly names: readonly string[];
  /** @throws GeodataError `columns-needed` where a column is not there. */
  resolve(header: readonly string[], width: number): TableRoles;
}

/**
 * Reads a statement of columns: roles with the header or the number of their column, such as
 *
 *     parcel=地块编号;ring=圈号;x=Y东坐标;y=X北坐标      header=0;x=#2;y=#3      wkt=geom
 *
 * `x` is the easting or longitude, unless the coordinate system is stated with `+yx`. `header` is the row of the header, 0
 * where the table has none. With `parcel`, `group`, `part`, `ring` or `point` each row is a boundary point.
 *
 * @throws GeodataError `columns-needed` where the text is not of this form.
 */
export function parseColumns(text: string): StatedColumns {
  const byRole = new Map<string, string>();
  for (const piece of text.split(';')) {
    if (piece.trim() === '') continue;
    const equals = piece.indexOf('=');
    const role = piece.slice(0, Math.max(0, equals)).trim();
    if (equals < 1 || (role !== 'header' && !roles.includes(role as (typeof roles)[number])))
      throw malformed(piece);
    byRole.set(role, piece.slice(equals + 1).trim());
  }
  const hasPlace = byRole.has('wkt') || (byRole.has('x') && byRole.has('y'));
  if (!hasPlace) throw malformed(text);
  const header = byRole.get('header');
  byRole.delete('header');
  return {
    headerLine: header === undefined ? null : Number(header),
    names: [...byRole.values()].filter((name) => !name.startsWith('#')),
    resolve: (names, width) => resolved(byRole, names, width),
  };
}

function resolved(byRole: ReadonlyMap<string, string>, header: readonly string[], width: number): TableRoles {
  const columnOf = (role: string): number | null => {
    const said = byRole.get(role);
    if (said === undefined) return null;
    const number = /^#(\d{1,5})$/.exec(said);
    const column = number ? Number(number[1]) - 1 : header.indexOf(said);
    if (column >= 0 && column < Math.max(width, header.length)) return column;
    throw new GeodataError(
      'columns-needed',
      { zh: `没有“${said.slice(0, 60)}”这一列`, en: `there is no column "${said.slice(0, 60)}"` },
      header
        .slice(0, 50)
        .map((name, i) => ({ value: name, note: { zh: `第 ${i + 1} 列`, en: `column ${i + 1}` } })),
    );
  };
  const wkt = columnOf('wkt');
  return {
    group: columnOf('group'),
    parcel: columnOf('parcel'),
    part: columnOf('part'),
    ring: columnOf('ring'),
    point: columnOf('point'),
    x: wkt === null ? columnOf('x') : null,
    y: wkt === null ? columnOf('y') : null,
    wkt,
    crs: columnOf('crs'),
  };
}

function malformed(text: string): GeodataError {
  return new GeodataError('columns-needed', {
    zh: `列的写法“${text.slice(0, 80)}”不合规；应如 parcel=地块编号;ring=圈号;x=经度;y=纬度，或 wkt=图形`,
    en: `"${text.slice(0, 80)}" does not state columns; write such as parcel=code;ring=ring;x=lon;y=lat, or wkt=geom`,
  });
}
