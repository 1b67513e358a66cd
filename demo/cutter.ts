import { BLOCK_LEVEL, type Partition } from './partition.ts';

/** A straight line in millimetres: a point on it and its unit direction. */
export interface Line {
  readonly x: number;
  readonly y: number;
  readonly ux: number;
  readonly uy: number;
}

/** How a line that divides land departs from straightness: two waves that fade out at both ends. */
export interface Bend {
  readonly amplitudeMm: number;
  readonly longWaveMm: number;
  readonly shortWaveMm: number;
  readonly longPhase: number;
  readonly shortPhase: number;
}

export interface CutStyle {
  readonly level: number;
  /** Distance between the points of the cut; 0 = straight, without inner points. */
  readonly spacingMm: number;
  readonly bend: Bend | null;
  /** An end nearer than this to a vertex of the ring is moved to that vertex. */
  readonly snapMm: number;
  /** Neither side of a cut may be smaller than this … */
  readonly minAreaMm2: number;
  /** … nor less compact (4π area / perimeter²) than this. */
  readonly minCompactness: number;
}

/** The smallest rectangle about a face: its long direction, and its extents along and across it, in millimetres. */
export interface FaceBox {
  readonly ux: number;
  readonly uy: number;
  readonly alongMin: number;
  readonly alongMax: number;
  readonly acrossMin: number;
  readonly acrossMax: number;
}

/** The three faces of a face that a strip was carved through; strip −1 where only a plain cut was possible. */
export interface Carved {
  readonly left: number;
  readonly strip: number;
  readonly right: number;
}

/**
 * Cuts faces of a partition by lines and carves strips (roads, canals) through them. A cut that would leave its face,
 * or leave too small or too thin a piece, is refused and changes nothing.
 */
export class Cutter {
  readonly partition: Partition;
  /** The ring last loaded: half-edges and points. */
  count = 0;
  halves = new Int32Array(256);
  x = new Float64Array(256);
  y = new Float64Array(256);
  #px = new Float64Array(256);
  #py = new Float64Array(256);
  #crossingS = new Float64Array(256);
  #crossingAt = new Int32Array(256);
  #crossingT = new Float64Array(256);
  /** Where along its line the last cut began and ended. */
  #cutFrom = 0;
  #cutTo = 0;

  constructor(partition: Partition) {
    this.partition = partition;
  }

  /** Loads the outer ring of a face; returns its number of points. */
  load(face: number): number {
    const { next, origin, xs, ys, first } = this.partition;
    const start = first[face]!;
    let half = start;
    let count = 0;
    do {
      if (count === this.halves.length) this.#growRing();
      const vertex = origin[half]!;
      this.halves[count] = half;
      this.x[count] = xs[vertex]!;
      this.y[count] = ys[vertex]!;
      count++;
      half = next[half]!;
    } while (half !== start);
    this.count = count;
    return count;
  }

  /** Area of the loaded ring in square metres. */
  loadedAreaSqm(): number {
    const { x, y, count } = this;
    const x0 = x[0]!;
    const y0 = y[0]!;
    let sum = 0;
    for (let i = 1; i + 1 < count; i++) {
      sum += (x[i]! - x0) * (y[i + 1]! - y0) - (x[i + 1]! - x0) * (y[i]! - y0);
    }
    return sum / 2e6;
  }

  areaSqm(face: number): number {
    this.load(face);
    return this.loadedAreaSqm();
  }

  /** The smallest rectangle about the loaded ring among those along its longest edges. */
  box(): FaceBox {
    const { x, y, count } = this;
    const tried = Math.min(6, count);
    let bestArea = Number.POSITIVE_INFINITY;
    let best: FaceBox = { ux: 1, uy: 0, alongMin: 0, alongMax: 0, acrossMin: 0, acrossMax: 0 };
    let bound = Number.POSITIVE_INFINITY;
    for (let k = 0; k < tried; k++) {
      let length = -1;
      let edge = -1;
      for (let i = 0; i < count; i++) {
        const j = i + 1 === count ? 0 : i + 1;
        const d = (x[j]! - x[i]!) ** 2 + (y[j]! - y[i]!) ** 2;
        if (d > length && d < bound) {
          length = d;
          edge = i;
        }
      }
      if (edge < 0 || length <= 0) break;
      bound = length;
      const j = edge + 1 === count ? 0 : edge + 1;
      const scale = 1 / Math.sqrt(length);
      const ux = (x[j]! - x[edge]!) * scale;
      const uy = (y[j]! - y[edge]!) * scale;
      let a0 = Number.POSITIVE_INFINITY;
      let a1 = Number.NEGATIVE_INFINITY;
      let b0 = Number.POSITIVE_INFINITY;
      let b1 = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < count; i++) {
        const a = x[i]! * ux + y[i]! * uy;
        const b = y[i]! * ux - x[i]! * uy;
        if (a < a0) a0 = a;
        if (a > a1) a1 = a;
        if (b < b0) b0 = b;
        if (b > b1) b1 = b;
      }
      const area = (a1 - a0) * (b1 - b0);
      if (area < bestArea * 0.999) {
        bestArea = area;
        best =
          a1 - a0 >= b1 - b0
            ? { ux, uy, alongMin: a0, alongMax: a1, acrossMin: b0, acrossMax: b1 }
            : { ux: -uy, uy: ux, alongMin: b0, alongMax: b1, acrossMin: -a1, acrossMax: -a0 };
      }
    }
    return best;
  }

  /**
   * Cuts a face along a line, through the longest stretch of the line inside it; returns the new face, left of the
   * line's direction, or −1 where the cut was refused. `sideways` moves the inner points of the cut to the left, in
   * millimetres, as a function of the place along it (0 … 1).
   */
  cut(face: number, line: Line, style: CutStyle, sideways?: (t: number) => number): number {
    return this.#cutNear(face, line, style, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, sideways);
  }

  /** Cuts through that stretch of the line which has most in common with the stretch from `near0` to `near1`. */
  #cutNear(
    face: number,
    line: Line,
    style: CutStyle,
    near0: number,
    near1: number,
    sideways?: (t: number) => number,
  ): number {
    this.load(face);
    const crossings = this.#cross(line);
    let chosen = -1;
    let most = 0;
    for (let k = 0; k + 1 < crossings; k += 2) {
      const length = Math.min(this.#crossingS[k + 1]!, near1) - Math.max(this.#crossingS[k]!, near0);
      if (length > most) {
        most = length;
        chosen = k;
      }
    }
    if (chosen < 0) return -1;
    this.#cutFrom = this.#crossingS[chosen]!;
    this.#cutTo = this.#crossingS[chosen + 1]!;
    return this.#cutBetween(line, chosen, chosen + 1, style, sideways);
  }

  /**
   * Carves a strip of even width along a line, or of a width that swells by `swell(t)` millimetres to each side.
   * Returns null where nothing could be cut.
   */
  carve(
    face: number,
    line: Line,
    widthMm: number,
    style: CutStyle,
    swell?: (t: number) => number,
  ): Carved | null {
    const half = widthMm / 2;
    const leftLine = { ...line, x: line.x - line.uy * half, y: line.y + line.ux * half };
    const rightLine = { ...line, x: line.x + line.uy * half, y: line.y - line.ux * half };
    const left = this.cut(face, leftLine, style, swell);
    if (left < 0) return null;
    const stripStyle = { ...style, minAreaMm2: 0, minCompactness: 0 };
    const inverse = swell && ((t: number) => -swell(t));
    const strip = this.#cutNear(face, rightLine, stripStyle, this.#cutFrom, this.#cutTo, inverse);
    if (strip < 0) return { left, strip: -1, right: face };
    return { left, strip, right: face };
  }

  /** Distance from a point to the loaded ring, in millimetres. */
  clearance(pointX: number, pointY: number): number {
    const { x, y, count } = this;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0, j = count - 1; i < count; j = i++) {
      const dx = x[i]! - x[j]!;
      const dy = y[i]! - y[j]!;
      const t = ((pointX - x[j]!) * dx + (pointY - y[j]!) * dy) / (dx * dx + dy * dy);
      const k = Math.min(1, Math.max(0, t));
      least = Math.min(least, Math.hypot(x[j]! + k * dx - pointX, y[j]! + k * dy - pointY));
    }
    return least;
  }

  /** Area of the loaded ring on the left of a line, in square metres. */
  areaLeftSqm(line: Line): number {
    const { x, y, count } = this;
    let sum = 0;
    let startX = 0;
    let startY = 0;
    let lastX = 0;
    let lastY = 0;
    let points = 0;
    const add = (px: number, py: number): void => {
      if (points++ === 0) {
        startX = px;
        startY = py;
      } else {
        sum += (lastX - startX) * (py - startY) - (px - startX) * (lastY - startY);
      }
      lastX = px;
      lastY = py;
    };
    let before = (y[count - 1]! - line.y) * line.ux - (x[count - 1]! - line.x) * line.uy;
    for (let i = 0, j = count - 1; i < count; j = i++) {
      const here = (y[i]! - line.y) * line.ux - (x[i]! - line.x) * line.uy;
      if (before >= 0 !== here >= 0) {
        const t = before / (before - here);
        add(x[j]! + (x[i]! - x[j]!) * t, y[j]! + (y[i]! - y[j]!) * t);
      }
      if (here >= 0) add(x[i]!, y[i]!);
      before = here;
    }
    return sum / 2e6;
  }

  /** The line across the long direction of a box at a fraction of its length, turned by an angle. */
  crosswise(box: FaceBox, fraction: number, turn: number): Line {
    const a = box.alongMin + (box.alongMax - box.alongMin) * fraction;
    const b = (box.acrossMin + box.acrossMax) / 2;
    return lineIn(box, a, b, Math.PI / 2 + turn);
  }

  /** The line along the long direction of a box at a fraction of its breadth, turned by an angle. */
  lengthwise(box: FaceBox, fraction: number, turn: number): Line {
    const a = (box.alongMin + box.alongMax) / 2;
    const b = box.acrossMin + (box.acrossMax - box.acrossMin) * fraction;
    return lineIn(box, a, b, turn);
  }

  /** Finds where a line crosses the loaded ring, in order along the line. */
  #cross(line: Line): number {
    const { x, y, count } = this;
    let found = 0;
    let previous = (y[count - 1]! - line.y) * line.ux - (x[count - 1]! - line.x) * line.uy;
    for (let i = 0; i < count; i++) {
      const distance = (y[i]! - line.y) * line.ux - (x[i]! - line.x) * line.uy;
      if (previous >= 0 !== distance >= 0) {
        const at = i === 0 ? count - 1 : i - 1;
        const t = previous / (previous - distance);
        const cx = x[at]! + (x[i]! - x[at]!) * t;
        const cy = y[at]! + (y[i]! - y[at]!) * t;
        const s = (cx - line.x) * line.ux + (cy - line.y) * line.uy;
        let k = found++;
        while (k > 0 && this.#crossingS[k - 1]! > s) {
          this.#crossingS[k] = this.#crossingS[k - 1]!;
          this.#crossingAt[k] = this.#crossingAt[k - 1]!;
          this.#crossingT[k] = this.#crossingT[k - 1]!;
          k--;
        }
        this.#crossingS[k] = s;
        this.#crossingAt[k] = at;
        this.#crossingT[k] = t;
      }
      previous = distance;
    }
    return found;
  }

  #cutBetween(line: Line, a: number, b: number, style: CutStyle, sideways?: (t: number) => number): number {
    const { partition, count } = this;
    const from = this.#end(a, style.snapMm);
    const to = this.#end(b, style.snapMm);
    const inner = this.#path(line, this.#crossingS[a]!, this.#crossingS[b]!, from, to, style, sideways);
    if (from.vertex >= 0 && to.vertex >= 0) {
      const gap = Math.abs(from.vertex - to.vertex);
      if (gap === 0 || ((gap === 1 || gap === count - 1) && inner === 0)) return -1;
    }
    const straight = inner === 0 && from.vertex < 0 && to.vertex < 0;
    if (!straight && !this.#staysInside(from, to, inner)) return -1;
    if (!this.#piecesAreSound(from, to, inner, style)) return -1;
    const fromHalf =
      from.vertex >= 0
        ? this.halves[from.vertex]!
        : partition.splitEdge(this.halves[from.edge]!, from.x, from.y, style.level);
    const toHalf =
      to.vertex >= 0
        ? this.halves[to.vertex]!
        : partition.splitEdge(this.halves[to.edge]!, to.x, to.y, style.level);
    if (style.level === BLOCK_LEVEL) {
      // A block's corner on an older vertex makes that vertex one of the block network.
      if (from.vertex >= 0) partition.level[partition.origin[fromHalf]!] = BLOCK_LEVEL;
      if (to.vertex >= 0) partition.level[partition.origin[toHalf]!] = BLOCK_LEVEL;
    }
    return partition.connect(
      fromHalf,
      toHalf,
      this.#px.subarray(1),
      this.#py.subarray(1),
      inner,
      style.level,
    );
  }

  /** Where an end of a cut lies: on a vertex of the ring (by index), or on an edge. */
  #end(crossing: number, snapMm: number): End {
    const { x, y, count } = this;
    const edge = this.#crossingAt[crossing]!;
    const t = this.#crossingT[crossing]!;
    const j = edge + 1 === count ? 0 : edge + 1;
    const dx = x[j]! - x[edge]!;
    const dy = y[j]! - y[edge]!;
    const length = Math.sqrt(dx * dx + dy * dy);
    const snap = Math.min(Math.max(snapMm, 2), length);
    if (t * length < snap && t <= 0.5) return { edge, vertex: edge, x: x[edge]!, y: y[edge]! };
    if ((1 - t) * length < snap) return { edge, vertex: j, x: x[j]!, y: y[j]! };
    return { edge, vertex: -1, x: Math.round(x[edge]! + dx * t), y: Math.round(y[edge]! + dy * t) };
  }

  /** Lays the points of the path: ends at 0 and inner + 1. Returns the number of inner points. */
  #path(
    line: Line,
    s0: number,
    s1: number,
    from: End,
    to: End,
    style: CutStyle,
    sideways?: (t: number) => number,
  ): number {
    const length = s1 - s0;
    const inner = style.spacingMm > 0 ? Math.max(0, Math.round(length / style.spacingMm) - 1) : 0;
    while (inner + 2 > this.#px.length) {
      this.#px = doubled(this.#px);
      this.#py = doubled(this.#py);
    }
    const px = this.#px;
    const py = this.#py;
    px[0] = from.x;
    py[0] = from.y;
    for (let i = 1; i <= inner; i++) {
      const t = i / (inner + 1);
      const s = s0 + length * t;
      // Ends that were moved to a vertex pull their neighbours along.
      const fade = 1 - t;
      const offX = (from.x - line.x - s0 * line.ux) * fade ** 4 + (to.x - line.x - s1 * line.ux) * t ** 4;
      const offY = (from.y - line.y - s0 * line.uy) * fade ** 4 + (to.y - line.y - s1 * line.uy) * t ** 4;
      const side = (style.bend ? bendAt(style.bend, s, t) : 0) + (sideways ? sideways(t) : 0);
      px[i] = Math.round(line.x + s * line.ux - side * line.uy + offX);
      py[i] = Math.round(line.y + s * line.uy + side * line.ux + offY);
    }
    px[inner + 1] = to.x;
    py[inner + 1] = to.y;
    return inner;
  }

  #staysInside(from: End, to: End, inner: number): boolean {
    const { x, y, count } = this;
    const px = this.#px;
    const py = this.#py;
    const last = inner;
    for (let k = 0; k <= last; k++) {
      const ax = px[k]!;
      const ay = py[k]!;
      const bx = px[k + 1]!;
      const by = py[k + 1]!;
      const minX = ax < bx ? ax : bx;
      const maxX = ax < bx ? bx : ax;
      const minY = ay < by ? ay : by;
      const maxY = ay < by ? by : ay;
      for (let i = 0; i < count; i++) {
        const j = i + 1 === count ? 0 : i + 1;
        const cx = x[i]!;
        const dx = x[j]!;
        if ((cx < minX && dx < minX) || (cx > maxX && dx > maxX)) continue;
        const cy = y[i]!;
        const dy = y[j]!;
        if ((cy < minY && dy < minY) || (cy > maxY && dy > maxY)) continue;
        if (k === 0 && touches(from, i, j)) continue;
        if (k === last && touches(to, i, j)) continue;
        const c = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
        const d = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
        if ((c > 0 && d > 0) || (c < 0 && d < 0)) continue;
        const a = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
        const b = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
        if ((a > 0 && b > 0) || (a < 0 && b < 0)) continue;
        return false;
      }
    }
    // A path between two vertices may run wholly outside without crossing the ring: its middle must be inside.
    const m = (last + 1) >> 1;
    const midX = (px[m]! + px[last + 1 - m]!) / 2;
    const midY = (py[m]! + py[last + 1 - m]!) / 2;
    return this.contains(midX, midY);
  }

  /** Whether a point lies inside the loaded ring. */
  contains(pointX: number, pointY: number): boolean {
    const { x, y, count } = this;
    let inside = false;
    let j = count - 1;
    for (let i = 0; i < count; i++) {
      if (
        y[i]! > pointY !== y[j]! > pointY &&
        pointX < ((x[j]! - x[i]!) * (pointY - y[i]!)) / (y[j]! - y[i]!) + x[i]!
      ) {
        inside = !inside;
      }
      j = i;
    }
    return inside;
  }

  /** Both sides of the planned cut are large and compact enough. */
  #piecesAreSound(from: End, to: End, inner: number, style: CutStyle): boolean {
    if (style.minAreaMm2 <= 0) return true;
    const { x, y, count } = this;
    const px = this.#px;
    const py = this.#py;
    let pathSum = 0;
    let pathLength = 0;
    const x0 = from.x;
    const y0 = from.y;
    for (let k = 0; k <= inner; k++) {
      pathSum += (px[k]! - x0) * (py[k + 1]! - y0) - (px[k + 1]! - x0) * (py[k]! - y0);
      pathLength += Math.hypot(px[k + 1]! - px[k]!, py[k + 1]! - py[k]!);
    }
    // The left piece: the path, then the ring from `to` round to `from`.
    let sum = pathSum;
    let length = 0;
    let atX = to.x;
    let atY = to.y;
    let i = to.vertex >= 0 ? to.vertex : to.edge;
    const stop = from.vertex >= 0 ? from.vertex : from.edge;
    const step = (toX: number, toY: number): void => {
      sum += (atX - x0) * (toY - y0) - (toX - x0) * (atY - y0);
      length += Math.sqrt((toX - atX) * (toX - atX) + (toY - atY) * (toY - atY));
      atX = toX;
      atY = toY;
    };
    // An end on an edge always has that edge's end before it, even where the path starts at the edge's beginning.
    let begun = to.vertex >= 0;
    while (i !== stop || !begun) {
      begun = true;
      i = i + 1 === count ? 0 : i + 1;
      step(x[i]!, y[i]!);
    }
    if (from.vertex < 0) step(from.x, from.y);
    let whole = 0;
    let around = 0;
    for (let k = 0; k < count; k++) {
      const j = k + 1 === count ? 0 : k + 1;
      whole += (x[k]! - x0) * (y[j]! - y0) - (x[j]! - x0) * (y[k]! - y0);
      around += Math.sqrt((x[j]! - x[k]!) * (x[j]! - x[k]!) + (y[j]! - y[k]!) * (y[j]! - y[k]!));
    }
    const leftArea = sum / 2;
    const rightArea = whole / 2 - leftArea;
    const leftAround = length + pathLength;
    const rightAround = around - length + pathLength;
    const { minAreaMm2, minCompactness } = style;
    return (
      leftArea >= minAreaMm2 &&
      rightArea >= minAreaMm2 &&
      4 * Math.PI * leftArea >= minCompactness * leftAround * leftAround &&
      4 * Math.PI * rightArea >= minCompactness * rightAround * rightAround
    );
  }

  #growRing(): void {
    const halves = new Int32Array(this.halves.length * 2);
    halves.set(this.halves);
    this.halves = halves;
    this.x = doubled(this.x);
    this.y = doubled(this.y);
    this.#crossingS = doubled(this.#crossingS);
    this.#crossingT = doubled(this.#crossingT);
    const at = new Int32Array(halves.length);
    this.#crossingAt = at;
  }
}

interface End {
  readonly edge: number;
  readonly vertex: number;
  readonly x: number;
  readonly y: number;
}

function touches(end: End, edgeStart: number, edgeEnd: number): boolean {
  return end.vertex >= 0 ? end.vertex === edgeStart || end.vertex === edgeEnd : end.edge === edgeStart;
}

function bendAt(bend: Bend, s: number, t: number): number {
  const fade = Math.min(1, t * 6, (1 - t) * 6);
  const wave =
    Math.sin(s / bend.longWaveMm + bend.longPhase) + 0.5 * Math.sin(s / bend.shortWaveMm + bend.shortPhase);
  return bend.amplitudeMm * fade * wave;
}

function lineIn(box: FaceBox, along: number, across: number, turn: number): Line {
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  return {
    x: along * box.ux - across * box.uy,
    y: along * box.uy + across * box.ux,
    ux: box.ux * cos - box.uy * sin,
    uy: box.uy * cos + box.ux * sin,
  };
}

function doubled(column: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(column.length * 2);
  larger.set(column);
  return larger;
}
