import type { Bilingual } from '../bilingual.ts';

/**
 * A coordinate system, as files state it. The house keeps CGCS2000 longitude and latitude (EPSG:4490); every other
 * system is a pair of functions to and from it. `x` is east (longitude), `y` north (latitude), whatever order the
 * standard that defined the system prints them in; the variants whose id ends in `+yx` take north first.
 */
export interface Crs {
  /** Text that `resolveCrs` takes back: `EPSG:4526`, `GCJ-02`, or the WKT itself where no code is known. */
  readonly id: string;
  /** Short name for people and reports. */
  readonly label: string;
  readonly name: Bilingual;
  readonly epsg: number | null;
  readonly geographic: boolean;
  /** What the user should know about its accuracy; null where nothing. */
  readonly caveat: Bilingual | null;
  /** WKT 1 as `.prj` files hold it; null where none describes the system (GCJ-02, BD-09). */
  readonly wkt: string | null;
  /** Coordinates that data of this system can have: minX, minY, maxX, maxY, in the order of the file. */
  readonly extent: readonly [number, number, number, number];
  toLonLat(x: number, y: number): [number, number];
  fromLonLat(lon: number, lat: number): [number, number];
}

/** The same system with north (latitude) first, for files that have it so. */
export function northFirst(crs: Crs): Crs {
  const [minX, minY, maxX, maxY] = crs.extent;
  return {
    ...crs,
    id: `${crs.id}+yx`,
    label: `${crs.label}+yx`,
    name: { zh: `${crs.name.zh}（坐标轴对调）`, en: `${crs.name.en} (axes swapped)` },
    extent: [minY, minX, maxY, maxX],
    toLonLat: (x, y) => crs.toLonLat(y, x),
    fromLonLat: (lon, lat) => {
      const [x, y] = crs.fromLonLat(lon, lat);
      return [y, x];
    },
  };
}
