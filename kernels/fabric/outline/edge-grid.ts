/** Side of a cell against that of a square for each edge. */
const CELL_SHARE = 1.5;

/** Edges by the cells of a square grid that they pass within a margin, for edges whose neighbours on the ground are asked for. */
export class EdgeGrid {
  columns = 0;
  rows = 0;
  /** Cell c (row · columns + column) lists items[start[c]] … items[start[c + 1] - 1]. */
  start: Int32Array = new Int32Array(256);
  items: Int32Array = new Int32Array(256);
  #minX = 0;
  #minY = 0;
  #side = 1;
  /** Cell and edge of each passing, in the order of the edges. */
  #passed = new Int32Array(512);
  #passes = 0;

  /** `x1[i]`, `y1[i]` to `x2[i]`, `y2[i]` are the ends of edge i; there are about half as many cells as edges. */
  build(
    count: number,
    x1: Float64Array,
    y1: Float64Array,
    x2: Float64Array,
    y2: Float64Array,
    margin: number,
  ): void {
    let minX = Infinity;
    let minY = Infinity;
    let maxX = -Infinity;
    let maxY = -Infinity;
    for (let i = 0; i < count; i++) {
      minX = Math.min(minX, x1[i]!, x2[i]!);
      minY = Math.min(minY, y1[i]!, y2[i]!);
      maxX = Math.max(maxX, x1[i]!, x2[i]!);
      maxY = Math.max(maxY, y1[i]!, y2[i]!);
    }
    this.#minX = minX - margin;
    this.#minY = minY - margin;
    const width = maxX - minX + 2 * margin;
    const height = maxY - minY + 2 * margin;
    const fair = CELL_SHARE * Math.sqrt((width * height) / Math.max(count, 1));
    this.#side = Math.max(fair, Math.max(width, height) / 2048, 1);
    this.columns = Math.floor(width / this.#side) + 1;
    this.rows = Math.floor(height / this.#side) + 1;
    const cells = this.columns * this.rows;
    if (cells + 2 > this.start.length) this.start = new Int32Array(2 * cells + 2);
    const { start } = this;
    start.fill(0, 0, cells + 2);
    this.#passes = 0;
    for (let i = 0; i < count; i++) this.#cross(i, x1[i]!, y1[i]!, x2[i]!, y2[i]!, margin);
    const passes = this.#passes;
    for (let p = 0; p < passes; p += 2) start[this.#passed[p]! + 2]!++;
    for (let cell = 0; cell < cells; cell++) start[cell + 2]! += start[cell + 1]!;
    if (passes / 2 > this.items.length) this.items = new Int32Array(passes);
    for (let p = 0; p < passes; p += 2) this.items[start[this.#passed[p]! + 1]!++] = this.#passed[p + 1]!;
  }

  rowOf(y: number): number {
    return Math.min(this.rows - 1, Math.max(0, Math.floor((y - this.#minY) / this.#side)));
  }

  columnOf(x: number): number {
    return Math.min(this.columns - 1, Math.max(0, Math.floor((x - this.#minX) / this.#side)));
  }

  /** Notes the cells of an edge row by row: in each row those between the places where the edge enters and leaves it. */
  #cross(edge: number, x1: number, y1: number, x2: number, y2: number, margin: number): void {
    const lowRow = this.rowOf(Math.min(y1, y2) - margin);
    const highRow = this.rowOf(Math.max(y1, y2) + margin);
    const slope = y1 === y2 ? 0 : (x2 - x1) / (y2 - y1);
    for (let row = lowRow; row <= highRow; row++) {
      let from = Math.min(x1, x2);
      let to = Math.max(x1, x2);
      if (lowRow !== highRow && slope !== 0) {
        const bottom = this.#minY + row * this.#side - margin;
        const top = this.#minY + (row + 1) * this.#side + margin;
        const xBottom = x1 + (Math.max(bottom, Math.min(y1, y2)) - y1) * slope;
        const xTop = x1 + (Math.min(top, Math.max(y1, y2)) - y1) * slope;
        from = Math.max(from, Math.min(xBottom, xTop));
        to = Math.min(to, Math.max(xBottom, xTop));
      }
      const last = this.columnOf(to + margin);
      let column = this.columnOf(from - margin);
      if (this.#passes + 2 * (last - column + 1) > this.#passed.length) {
        const longer = new Int32Array(2 * (this.#passes + 2 * (last - column + 1)));
        longer.set(this.#passed);
        this.#passed = longer;
      }
      for (; column <= last; column++) {
        this.#passed[this.#passes++] = row * this.columns + column;
        this.#passed[this.#passes++] = edge;
      }
    }
  }
}
