import { clipHalf } from './clip-ring.ts';
import { hasCollapsed } from './has-collapsed.ts';
import { ProtobufWriter } from './protobuf-writer.ts';
import type { TileIndex } from './tile-index.ts';

/** Units across a tile. */
export const EXTENT = 4096;
/** Zoom at which a unit of the map is a unit of the tile's grid. */
const UNIT_ZOOM = 20;
const MOVE_TO_ONE = 9;
const LINE_TO = 2;
const CLOSE_PATH = 15;
/** Points further away from the tile are drawn in to here. */
const REACH = 2 ** 30 - 1;
/** A speck has at most the corners of one unit square. */
const SPECK_PERIMETER = 4;

/**
 * Polygons of the map as the geometry of one tile: snapped to its grid of 4096 × 4096, cut at its edge and buffer, and written as
 * commands (Mapbox Vector Tile 2.1, section 4.3).
 *
 * Points that repeat or lie in a row after snapping are left out; a ring thinner than half a unit all along is dropped, and its holes
 * with it; a ring that snapping turned over is turned back. A polygon less than half a unit wide and high is dropped too.
 */
export class TileGeometry {
  /** The commands of the polygon encoded last. */
  readonly commands = new ProtobufWriter();
  readonly #index: TileIndex;
  readonly #zoom: number;
  /** From the map to the tile's grid, up to the zoom of units: add half, shift, take away the tile's upper left corner. */
  readonly #shift: number;
  readonly #half: number;
  readonly #left: number;
  readonly #top: number;
  readonly #low: number;
  readonly #high: number;
  #us: Int32Array = new Int32Array(256);
  #vs: Int32Array = new Int32Array(256);
  #spareUs: Int32Array = new Int32Array(256);
  #spareVs: Int32Array = new Int32Array(256);
  /** Whether a point of the ring snapped last lies outside of the buffer. */
  #outside = false;
  #cursorU = 0;
  #cursorV = 0;
  /** Of the rings written for the polygon at hand, in |Δu| + |Δv|. */
  #perimeter = 0;

  constructor(index: TileIndex, zoom: number, tileX: number, tileY: number, buffer: number) {
    this.#index = index;
    this.#zoom = zoom;
    this.#shift = Math.max(0, UNIT_ZOOM - zoom);
    this.#half = this.#shift === 0 ? 0 : 1 << (this.#shift - 1);
    const reach = 2 ** (zoom + 11);
    this.#left = tileX * EXTENT - reach;
    this.#top = tileY * EXTENT - reach;
    this.#low = -buffer;
    this.#high = EXTENT + buffer;
  }

  /** Encodes polygon `row` into `commands`; false when nothing of it is left in this tile. */
  encode(row: number): boolean {
    const { ringStart, pointStart, hole } = this.#index;
    const first = ringStart[row]!;
    const last = ringStart[row + 1]!;
    this.commands.length = 0;
    this.#cursorU = 0;
    this.#cursorV = 0;
    this.#perimeter = 0;
    let exteriorKept = false;
    for (let r = first; r < last; r++) {
      if (hole[r] === 1 && !exteriorKept) continue;
      const kept = this.#ring(pointStart[r]!, pointStart[r + 1]!, hole[r] === 1);
      if (hole[r] === 0) exteriorKept = kept;
    }
    if (this.#perimeter <= SPECK_PERIMETER && this.#isSpeck(pointStart[first]!, pointStart[last]!))
      return false;
    return this.commands.length > 0;
  }

  /** Whether points start … end - 1 lie within less than half a unit both ways. */
  #isSpeck(start: number, end: number): boolean {
    const { xs, ys } = this.#index.points;
    const half = 2 ** (UNIT_ZOOM - this.#zoom) / 2;
    return spread(xs, start, end) < half && spread(ys, start, end) < half;
  }

  #ring(start: number, end: number, hole: boolean): boolean {
    if (this.#us.length < end - start) this.#grow(end - start);
    let count = this.#snap(start, end);
    if (this.#outside) count = this.#clip(count);
    return this.#write(this.#tidy(count), hole);
  }

  /** Cuts the ring at the border of the buffer. */
  #clip(count: number): number {
    const [low, high] = [this.#low, this.#high];
    let left = count;
    for (let step = 0; step < 4; step++) {
      if (this.#us.length < 2 * left) this.#grow(2 * left);
      const [us, vs, us2, vs2] = [this.#us, this.#vs, this.#spareUs, this.#spareVs];
      if (step === 0) left = clipHalf(vs, us, left, low, 1, vs2, us2);
      else if (step === 1) left = clipHalf(us, vs, left, high, -1, us2, vs2);
      else if (step === 2) left = clipHalf(vs, us, left, high, -1, vs2, us2);
      else left = clipHalf(us, vs, left, low, 1, us2, vs2);
      [this.#us, this.#vs, this.#spareUs, this.#spareVs] = [us2, vs2, us, vs];
    }
    return left;
  }

  #grow(points: number): void {
    const grown = (old: Int32Array): Int32Array => {
      const next = new Int32Array(2 * points);
      next.set(old);
      return next;
    };
    this.#us = grown(this.#us);
    this.#vs = grown(this.#vs);
    this.#spareUs = grown(this.#spareUs);
    this.#spareVs = grown(this.#spareVs);
  }

  /** Points start … end - 1 on the tile's grid, of those that repeat the first alone; returns how many. */
  #snap(start: number, end: number): number {
    const { xs, ys } = this.#index.points;
    const us = this.#us;
    const vs = this.#vs;
    const low = this.#low;
    const high = this.#high;
    let beyond = 0;
    let count = 0;
    let lastU = -REACH - 1;
    let lastV = 0;
    if (this.#zoom <= UNIT_ZOOM) {
      const shift = this.#shift;
      const half = this.#half;
      const left = this.#left | 0;
      const top = this.#top | 0;
      for (let i = start; i < end; i++) {
        const u = ((xs[i]! + half) >> shift) - left;
        const v = ((ys[i]! + half) >> shift) - top;
        // Without branches: most would be guessed wrong.
        const change = (u ^ lastU) | (v ^ lastV);
        us[count] = u;
        vs[count] = v;
        count += (change | -change) >>> 31;
        beyond |= (u - low) | (high - u) | (v - low) | (high - v);
        lastU = u;
        lastV = v;
      }
    } else {
      const scale = 2 ** (this.#zoom - UNIT_ZOOM);
      for (let i = start; i < end; i++) {
        const u = Math.min(REACH, Math.max(-REACH, xs[i]! * scale - this.#left));
        const v = Math.min(REACH, Math.max(-REACH, ys[i]! * scale - this.#top));
        us[count] = u;
        vs[count] = v;
        if (u !== lastU || v !== lastV) count++;
        beyond |= (u - low) | (high - u) | (v - low) | (high - v);
        lastU = u;
        lastV = v;
      }
    }
    this.#outside = beyond < 0;
    return count;
  }

  /** Leaves out points that repeat or lie between their neighbours on a line; returns how many are left. */
  #tidy(count: number): number {
    const us = this.#us;
    const vs = this.#vs;
    let top = 0;
    // The last point kept, and the way to it from the one before.
    let lastU = 0;
    let lastV = 0;
    let wayU = 0;
    let wayV = 0;
    for (let i = 0; i < count; i++) {
      const u = us[i]!;
      const v = vs[i]!;
      while (top > 1 && Math.imul(wayU, v - lastV) === Math.imul(wayV, u - lastU)) {
        top--;
        lastU = us[top - 1]!;
        lastV = vs[top - 1]!;
        if (top === 1) break;
        wayU = lastU - us[top - 2]!;
        wayV = lastV - vs[top - 2]!;
      }
      if (top > 0 && lastU === u && lastV === v) continue;
      wayU = u - lastU;
      wayV = v - lastV;
      us[top] = u;
      vs[top] = v;
      lastU = u;
      lastV = v;
      top++;
    }
    return this.#tidyJoint(top);
  }

  /** The same where the ring closes. */
  #tidyJoint(count: number): number {
    const us = this.#us;
    const vs = this.#vs;
    const onLine = (a: number, b: number, c: number): boolean =>
      Math.imul(us[b]! - us[a]!, vs[c]! - vs[b]!) === Math.imul(vs[b]! - vs[a]!, us[c]! - us[b]!);
    let left = count;
    while (left > 2) {
      if (onLine(left - 2, left - 1, 0)) left--;
      else if (onLine(left - 1, 0, 1)) {
        left--;
        us[0] = us[left]!;
        vs[0] = vs[left]!;
      } else break;
    }
    return left;
  }

  /** Writes a tidy ring; false when it has collapsed. */
  #write(count: number, hole: boolean): boolean {
    const us = this.#us;
    const vs = this.#vs;
    let doubled = 0;
    let perimeter = 0;
    let pu = us[count - 1]!;
    let pv = vs[count - 1]!;
    for (let i = 0; i < count; i++) {
      const u = us[i]!;
      const v = vs[i]!;
      doubled = (doubled + Math.imul(pu, v) - Math.imul(u, pv)) | 0;
      perimeter += Math.abs(u - pu) + Math.abs(v - pv);
      pu = u;
      pv = v;
    }
    if (hasCollapsed({ us, vs, count }, doubled, perimeter)) return false;
    this.#perimeter += perimeter;
    if (doubled !== 0) this.#emit(count, doubled > 0 === hole);
    else {
      // Snapping made the ring cross itself so that its parts cancel: three corners stand for the whole.
      const turn = (us[1]! - us[0]!) * (vs[2]! - vs[1]!) - (vs[1]! - vs[0]!) * (us[2]! - us[1]!);
      this.#emit(3, turn > 0 === hole);
    }
    return true;
  }

  #emit(count: number, backwards: boolean): void {
    const us = this.#us;
    const vs = this.#vs;
    const commands = this.commands;
    commands.reserve(10 * count + 16);
    const bytes = commands.bytes;
    let at = commands.length;
    let cursorU = this.#cursorU;
    let cursorV = this.#cursorV;
    bytes[at++] = MOVE_TO_ONE;
    for (let i = 0; i < count; i++) {
      if (i === 1) {
        commands.length = at;
        commands.varint(((count - 1) << 3) | LINE_TO);
        at = commands.length;
      }
      const k = backwards ? count - 1 - i : i;
      const u = us[k]!;
      const v = vs[k]!;
      const du = u - cursorU;
      const dv = v - cursorV;
      let word = ((du << 1) ^ (du >> 31)) >>> 0;
      while (word > 0x7f) {
        bytes[at++] = (word & 0x7f) | 0x80;
        word >>>= 7;
      }
      bytes[at++] = word;
      word = ((dv << 1) ^ (dv >> 31)) >>> 0;
      while (word > 0x7f) {
        bytes[at++] = (word & 0x7f) | 0x80;
        word >>>= 7;
      }
      bytes[at++] = word;
      cursorU = u;
      cursorV = v;
    }
    bytes[at++] = CLOSE_PATH;
    commands.length = at;
    this.#cursorU = cursorU;
    this.#cursorV = cursorV;
  }
}

function spread(column: Int32Array, start: number, end: number): number {
  let low = column[start]!;
  let high = low;
  for (let i = start + 1; i < end; i++) {
    if (column[i]! < low) low = column[i]!;
    if (column[i]! > high) high = column[i]!;
  }
  return high - low;
}
