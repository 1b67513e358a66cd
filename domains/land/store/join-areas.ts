const POLYGON = 3;
const MULTI_POLYGON = 6;
const HEADER_BYTES = 9;

/**
 * One multipolygon of several polygons and multipolygons, which do not overlap. All are WKB as `wkbOfGeometry` writes it:
 * little-endian, two dimensions (OGC 06-103r4 §8).
 *
 * @throws RangeError when one is something else.
 */
export function joinAreas(wkbs: readonly Uint8Array[]): Uint8Array {
  if (wkbs.length === 1) return wkbs[0]!;
  let polygons = 0;
  const parts = wkbs.map((wkb) => {
    const view = new DataView(wkb.buffer, wkb.byteOffset, wkb.byteLength);
    const type = view.getUint8(0) === 1 ? view.getUint32(1, true) : 0;
    if (type === POLYGON) {
      polygons++;
      return wkb;
    }
    if (type !== MULTI_POLYGON) throw new RangeError(`Cannot join areas: geometry type ${type}`);
    polygons += view.getUint32(5, true);
    return wkb.subarray(HEADER_BYTES);
  });
  const header = new DataView(new ArrayBuffer(HEADER_BYTES));
  header.setUint8(0, 1);
  header.setUint32(1, MULTI_POLYGON, true);
  header.setUint32(5, polygons, true);
  return Buffer.concat([new Uint8Array(header.buffer), ...parts]);
}
