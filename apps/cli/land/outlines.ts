import { type GaussKruger, gaussKruger, type Polygons, PolygonsBuilder } from '@lizhu/fabric';
import { type AreaGeometry, partsOf } from '@lizhu/geodata';
import { InputError } from '../failures.ts';

/** Polygons of a file in longitude and latitude, as columns; they wait here until all files are read and a grid can be laid. */
export class Outlines {
  count = 0;
  west = Number.POSITIVE_INFINITY;
  south = Number.POSITIVE_INFINITY;
  east = Number.NEGATIVE_INFINITY;
  north = Number.NEGATIVE_INFINITY;
  #ringStart = new Int32Array(1024);
  #pointStart = new Int32Array(1024);
  #hole = new Uint8Array(1024);
  #lonLat = new Float64Array(16_384);
  #rings = 0;
  #points = 0;

  /** Adds a polygon, one without ground where there is no geometry; returns its index. */
  add(geometry: AreaGeometry | null): number {
    for (const part of geometry === null ? [] : partsOf(geometry)) {
      for (const [r, ring] of part.entries()) {
        this.#makeRoom(ring.length);
        for (const [lon, lat] of ring) {
          this.#lonLat[2 * this.#points] = lon;
          this.#lonLat[2 * this.#points + 1] = lat;
          this.#points++;
          if (lon < this.west) this.west = lon;
          if (lon > this.east) this.east = lon;
          if (lat < this.south) this.south = lat;
          if (lat > this.north) this.north = lat;
        }
        this.#hole[this.#rings] = r > 0 ? 1 : 0;
        this.#pointStart[++this.#rings] = this.#points;
      }
    }
    if (this.count + 1 >= this.#ringStart.length) this.#ringStart = doubled(this.#ringStart, Int32Array);
    this.#ringStart[++this.count] = this.#rings;
    return this.count - 1;
  }

  /** The polygons on a grid. @throws InputError where they reach beyond it. */
  on(grid: Grid): Polygons {
    const builder = new PolygonsBuilder(grid);
    const out = new Float64Array(2);
    let ring = new Float64Array(4096);
    try {
      for (let i = 0; i < this.count; i++) {
        builder.beginPolygon();
        for (let r = this.#ringStart[i]!; r < this.#ringStart[i + 1]!; r++) {
          const [start, end] = [this.#pointStart[r]!, this.#pointStart[r + 1]!];
          if (2 * (end - start) > ring.length) ring = new Float64Array(4 * (end - start));
          for (let p = start; p < end; p++) {
            grid.projection.forward(this.#lonLat[2 * p]!, this.#lonLat[2 * p + 1]!, out);
            ring[2 * (p - start)] = out[0]!;
            ring[2 * (p - start) + 1] = out[1]!;
          }
          builder.ring(ring.subarray(0, 2 * (end - start)), this.#hole[r] === 1);
        }
      }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new InputError({
        zh: `图形离地块太远（${this.#boxText()}）：请核对坐标系`,
        en: `outlines lie too far from the parcels (${this.#boxText()}): check the coordinate systems`,
      });
    }
    return builder.finish();
  }

  meets(other: Outlines): boolean {
    return (
      this.west <= other.east &&
      other.west <= this.east &&
      this.south <= other.north &&
      other.south <= this.north
    );
  }

  #boxText(): string {
    return `${this.west.toFixed(4)} … ${this.east.toFixed(4)}, ${this.south.toFixed(4)} … ${this.north.toFixed(4)}`;
  }

  #makeRoom(points: number): void {
    while (2 * (this.#points + points) > this.#lonLat.length)
      this.#lonLat = doubled(this.#lonLat, Float64Array);
    if (this.#rings + 1 >= this.#pointStart.length) {
      this.#pointStart = doubled(this.#pointStart, Int32Array);
      this.#hole = doubled(this.#hole, Uint8Array);
    }
  }
}

/** The plane in which files are computed together. */
export interface Grid {
  readonly originX: number;
  readonly originY: number;
  readonly resolutionM: number;
  readonly projection: GaussKruger;
}

/** What the finer grid reaches from its origin, in degrees with room to spare: 214 km at 0.1 mm. */
const NEAR_DEG = 1.5;

/**
 * A Gauss-Krüger plane for the parcels: the 3° zone of their middle, wherever on Earth, without prefix; its grid counts tenths of a
 * millimetre where all files fit (some 160 km around), else millimetres.
 */
export function layGrid(parcels: Outlines, others: readonly Outlines[]): Grid {
  const filled = [parcels, ...others].filter(({ west }) => Number.isFinite(west));
  const lon = Number.isFinite(parcels.west) ? (parcels.west + parcels.east) / 2 : 114;
  const lat = Number.isFinite(parcels.south) ? (parcels.south + parcels.north) / 2 : 23;
  const projection = gaussKruger({ centralMeridianDeg: 3 * Math.round(lon / 3), falseEastingM: 500_000 });
  const origin = new Float64Array(2);
  projection.forward(lon, lat, origin);
  const away = Math.max(
    0,
    ...filled.flatMap(({ west, east, south, north }) => [lon - west, east - lon, lat - south, north - lat]),
  );
  return {
    originX: Math.round(origin[0]!),
    originY: Math.round(origin[1]!),
    resolutionM: away < NEAR_DEG ? 0.0001 : 0.001,
    projection,
  };
}

function doubled<T extends { length: number; set(source: T): void }>(
  column: T,
  kind: new (length: number) => T,
): T {
  const next = new kind(column.length * 2);
  next.set(column);
  return next;
}
