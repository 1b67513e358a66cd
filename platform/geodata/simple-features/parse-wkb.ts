import type { Slot } from '../fault.ts';
import type { Geometry, Position, Ring } from '../geometry.ts';
import { type ParsedGeometry, type Problem, unparsed } from '../parsed-geometry.ts';

/**
 * Reads well-known binary (OGC 06-103r4 §8.2): ISO types with Z (+1000), M (+2000) and both (+3000), and the EWKB flags
 * of PostGIS, little or big endian. Z and M are left out and said so; curves, surfaces and damage become problems.
 */
export function parseWkb(bytes: Uint8Array, offset = 0): ParsedGeometry {
  const reader = new WkbReader(bytes, offset);
  try {
    const geometry = reader.geometry(0);
    return { geometry, problems: reader.problems() };
  } catch (error) {
    if (error instanceof Refused) return unparsed(error.code, error.slots);
    if (error instanceof RangeError)
      return unparsed('record-damaged', { detail: { zh: 'WKB 提前结束', en: 'WKB ends too early' } });
    throw error;
  }
}

class Refused extends Error {
  readonly code: 'geometry-curve' | 'geometry-unknown' | 'record-damaged';
  readonly slots: Readonly<Record<string, Slot>>;

  constructor(code: Refused['code'], slots: Refused['slots']) {
    super(code);
    this.code = code;
    this.slots = slots;
  }
}

const curveNames: Readonly<Record<number, string>> = {
  8: 'CircularString',
  9: 'CompoundCurve',
  10: 'CurvePolygon',
  11: 'MultiCurve',
  12: 'MultiSurface',
  13: 'Curve',
  14: 'Surface',
};
const surfaceNames: Readonly<Record<number, string>> = { 15: 'PolyhedralSurface', 16: 'TIN', 17: 'Triangle' };
const DEPTH_MAX = 16;

class WkbReader {
  readonly #view: DataView;
  #at: number;
  #little = true;
  #hasZ = false;
  #hasM = false;

  constructor(bytes: Uint8Array, offset: number) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = offset;
  }

  problems(): Problem[] {
    const problems: Problem[] = [];
    if (this.#hasZ) problems.push({ code: 'z-dropped' });
    if (this.#hasM) problems.push({ code: 'm-dropped' });
    return problems;
  }

  geometry(depth: number): Geometry {
    if (depth > DEPTH_MAX)
      throw new Refused('record-damaged', { detail: { zh: 'WKB 嵌套过深', en: 'WKB nested too deep' } });
    const order = this.#view.getUint8(this.#at);
    if (order > 1)
      throw new Refused('record-damaged', {
        detail: { zh: `WKB 字节序为 ${order}`, en: `WKB byte order ${order}` },
      });
    this.#little = order === 1;
    this.#at += 1;
    const word = this.#uint32();
    if (word & 0x20000000) this.#at += 4;
    const flagged = word & 0x1fffffff;
    const thousands = Math.floor(flagged / 1000);
    const type = flagged % 1000;
    const hasZ = (word & 0x80000000) !== 0 || thousands === 1 || thousands === 3;
    const hasM = (word & 0x40000000) !== 0 || thousands === 2 || thousands === 3;
    this.#hasZ ||= hasZ;
    this.#hasM ||= hasM;
    const size = 2 + Number(hasZ) + Number(hasM);
    switch (type) {
      case 1:
        return { type: 'Point', coordinates: this.#position(size) };
      case 2:
        return { type: 'LineString', coordinates: this.#positions(size) };
      case 3:
        return { type: 'Polygon', coordinates: this.#rings(size) };
      case 4:
        return { type: 'MultiPoint', coordinates: this.#members(depth, 'Point') };
      case 5:
        return { type: 'MultiLineString', coordinates: this.#members(depth, 'LineString') };
      case 6:
        return { type: 'MultiPolygon', coordinates: this.#members(depth, 'Polygon') };
      case 7: {
        const count = this.#count(5);
        const geometries: Geometry[] = [];
        for (let i = 0; i < count; i++) geometries.push(this.geometry(depth + 1));
        return { type: 'GeometryCollection', geometries };
      }
    }
    const curve = curveNames[type];
    if (curve) throw new Refused('geometry-curve', { type: curve });
    throw new Refused('geometry-unknown', { type: surfaceNames[type] ?? `WKB ${word}` });
  }

  #members<C>(depth: number, type: 'Point' | 'LineString' | 'Polygon'): C[] {
    const count = this.#count(5);
    const members: C[] = [];
    for (let i = 0; i < count; i++) {
      const member = this.geometry(depth + 1);
      if (member.type !== type) {
        throw new Refused('record-damaged', {
          detail: { zh: `Multi${type} 中含有 ${member.type}`, en: `${member.type} inside a Multi${type}` },
        });
      }
      members.push(member.coordinates as C);
    }
    return members;
  }

  #rings(size: number): Ring[] {
    const count = this.#count(4);
    const rings: Ring[] = [];
    for (let i = 0; i < count; i++) rings.push(this.#positions(size));
    return rings;
  }

  #positions(size: number): Position[] {
    const count = this.#count(size * 8);
    const positions: Position[] = [];
    for (let i = 0; i < count; i++) positions.push(this.#position(size));
    return positions;
  }

  #position(size: number): Position {
    const x = this.#view.getFloat64(this.#at, this.#little);
    const y = this.#view.getFloat64(this.#at + 8, this.#little);
    this.#at += size * 8;
    return [x, y];
  }

  /** A count, refused where the bytes that are left cannot hold so many members. */
  #count(bytesEach: number): number {
    const count = this.#uint32();
    if (count * bytesEach > this.#view.byteLength - this.#at) {
      throw new Refused('record-damaged', {
        detail: {
          zh: `WKB 声明有 ${count} 个成员，超过其字节数所能容纳`,
          en: `WKB counts ${count} members, more than its bytes can hold`,
        },
      });
    }
    return count;
  }

  #uint32(): number {
    const value = this.#view.getUint32(this.#at, this.#little);
    this.#at += 4;
    return value;
  }
}
