import type { Bilingual } from '../bilingual.ts';
import { roleOfHeader } from './header-words.ts';
import type { TableRoles } from './table-layout.ts';

/**
 * The columns that are written before the attributes, one row a boundary point:
 *
 *     地块序号  地块编号  部分号  圈号  点号  X北坐标(米)  Y东坐标(米)  坐标系        or  经度  纬度
 *
 * 地块序号 counts the parcels and keeps them apart whatever their codes are; 地块编号 is left out where a field of the table
 * is the code already. 部分号 is the part of a multipolygon, 圈号 the ring in it, 1 being the outer one. The closing point is not
 * repeated. A parcel without geometry has one row without point.
 */
export const own = {
  group: '地块序号',
  parcel: '地块编号',
  part: '部分号',
  ring: '圈号',
  point: '点号',
  north: 'X北坐标(米)',
  east: 'Y东坐标(米)',
  lon: '经度',
  lat: '纬度',
  crs: '坐标系',
} as const;

/** The roles of a table that this house wrote, whose attributes may be called anything; null where it did not. */
export function ownColumns(header: readonly string[]): TableRoles | null {
  for (const axes of [
    [own.north, own.east],
    [own.lon, own.lat],
  ] as const) {
    for (const parcel of [[own.parcel], []]) {
      const names = [own.group, ...parcel, own.part, own.ring, own.point, ...axes, own.crs];
      if (!names.every((name, i) => header[i] === name)) continue;
      const at = (name: string): number => names.indexOf(name as never);
      const isProjected = axes[0] === own.north;
      return {
        group: 0,
        parcel: parcel.length > 0 ? 1 : codeColumn(header, names.length),
        part: at(own.part),
        ring: at(own.ring),
        point: at(own.point),
        x: at(isProjected ? own.east : own.lon),
        y: at(isProjected ? own.north : own.lat),
        wkt: null,
        crs: at(own.crs),
      };
    }
  }
  return null;
}

function codeColumn(header: readonly string[], from: number): number | null {
  const column = header.findIndex((name, i) => i >= from && roleOfHeader(name) === 'parcel');
  return column === -1 ? null : column;
}

/** The name of the sheet or layer that holds the points. */
export const sheetName: Bilingual = { zh: '界址点', en: 'boundary points' };
