import type { Envelope } from '../envelope.ts';
import type { Geometry } from '../geometry.ts';
import { type ParsedGeometry, unparsed } from '../parsed-geometry.ts';
import { parseWkb } from '../simple-features/parse-wkb.ts';
import { writeWkb } from '../simple-features/write-wkb.ts';

/**
 * GeoPackageBinary (OGC 12-128r18 §2.1.3): `GP`, version, flags, srs_id, an envelope of 0 to 64 bytes, then WKB.
 *
 *     flags   bit 0 byte order · bits 1–3 kind of envelope · bit 4 empty · bit 5 extended geometry
 */
const MAGIC = 0x4750;
const HEADER_BYTES = 8;
const ENVELOPE_BYTES: readonly (number | undefined)[] = [0, 32, 48, 48, 64];
const LITTLE = 1;
const ENVELOPE_XY = 1 << 1;
const EMPTY = 1 << 4;
const EXTENDED = 1 << 5;

/** Reads the blob of a geometry column; what is wrong with it is a problem, never an exception. */
export function parseBlob(blob: Uint8Array): ParsedGeometry {
  if (blob.length < HEADER_BYTES) {
    return unparsed('record-damaged', {
      detail: { zh: `图形只有 ${blob.length} 字节`, en: `a geometry of ${blob.length} bytes` },
    });
  }
  if ((blob[0]! << 8) + blob[1]! !== MAGIC) {
    return unparsed('record-damaged', {
      detail: {
        zh: '不是 GeoPackage 图形（开头没有“GP”）',
        en: 'not a GeoPackage geometry (no "GP" at its start)',
      },
    });
  }
  const flags = blob[3]!;
  const envelopeBytes = ENVELOPE_BYTES[(flags >> 1) & 7];
  if (envelopeBytes === undefined) {
    return unparsed('record-damaged', {
      detail: {
        zh: `外包框类型 ${(flags >> 1) & 7} 不合规`,
        en: `envelope of unknown kind ${(flags >> 1) & 7}`,
      },
    });
  }
  const start = HEADER_BYTES + envelopeBytes;
  if ((flags & EXTENDED) !== 0) {
    const code = String.fromCharCode(...blob.subarray(start, start + 4)).replace(/[^ -~]/g, '?');
    return unparsed('geometry-unknown', {
      type: { zh: `GeoPackage 扩展“${code}”`, en: `GeoPackage extension "${code}"` },
    });
  }
  if (start >= blob.length) {
    return unparsed((flags & EMPTY) !== 0 ? 'geometry-empty' : 'record-damaged', {
      detail: { zh: '图形在头部之后结束', en: 'the geometry ends after its header' },
    });
  }
  return parseWkb(blob, start);
}

export function writeBlob(geometry: Geometry, srsId: number, envelope: Envelope | null): Uint8Array {
  const wkb = writeWkb(geometry, { multi: true });
  const start = HEADER_BYTES + (envelope ? 32 : 0);
  const blob = new Uint8Array(start + wkb.length);
  const view = new DataView(blob.buffer);
  view.setUint16(0, MAGIC);
  view.setUint8(3, LITTLE | (envelope ? ENVELOPE_XY : EMPTY));
  view.setInt32(4, srsId, true);
  if (envelope) {
    const [west, south, east, north] = envelope;
    [west, east, south, north].forEach((value, i) => {
      view.setFloat64(HEADER_BYTES + i * 8, value, true);
    });
  }
  blob.set(wkb, start);
  return blob;
}
