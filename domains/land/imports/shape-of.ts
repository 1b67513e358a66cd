import { multiPolygonEllipsoidAreaSqm } from '@lizhu/fabric';
import { type AreaGeometry, eachPosition, partsOf, wkbOfGeometry } from '@lizhu/geodata';

/** A polygon as the ledger keeps it. */
export interface Shape {
  /** EPSG:4490. */
  readonly wkb: Uint8Array;
  /** Statutory area. */
  readonly areaSqm: number;
  readonly bbox: readonly [west: number, south: number, east: number, north: number];
}

/** The shape of a valid polygon in EPSG:4490. */
export function shapeOf(geometry: AreaGeometry): Shape {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  eachPosition(geometry, ([lon, lat]) => {
    if (lon < west) west = lon;
    if (lon > east) east = lon;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  });
  return {
    wkb: wkbOfGeometry(geometry),
    areaSqm: multiPolygonEllipsoidAreaSqm(partsOf(geometry)),
    bbox: [west, south, east, north],
  };
}
