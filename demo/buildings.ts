import { type Polygons, PolygonsBuilder } from '@lizhu/fabric';
import type { LandKind } from './block.ts';
import type { Cutter, FaceBox } from './cutter.ts';
import { origin } from './place.ts';
import type { Random } from './random.ts';

export const buildingClasses = [
  'dwelling',
  'workshop',
  'warehouse',
  'apartments',
  'shops',
  'school',
  'shed',
] as const;
export type BuildingClass = (typeof buildingClasses)[number];

/** Buildings as columns: footprints, and for each its class (an index into `buildingClasses`) and its storeys. */
export interface Buildings {
  readonly footprints: Polygons;
  readonly classOf: Uint8Array;
  readonly storeysOf: Uint8Array;
}

/** Rows of like buildings inside a plot. */
interface Rows {
  readonly breadthM: number;
  readonly lengthM: number;
  readonly gapM: number;
  readonly setbackM: number;
  /** Share of places left empty. */
  readonly empty: number;
}

/** Puts buildings on parcels. Each call works on the ring that the cutter has loaded. */
export class BuildingYard {
  readonly #builder = new PolygonsBuilder({ originX: origin.eastM, originY: origin.northM });
  readonly #classes: number[] = [];
  readonly #storeys: number[] = [];
  readonly #cutter: Cutter;
  #corners: number[] = [];

  constructor(cutter: Cutter) {
    this.#cutter = cutter;
  }

  /** Builds on the loaded parcel as is usual on land of its kind; empty land stays empty. */
  build(kind: LandKind, random: Random): void {
    switch (kind) {
      case 'village':
        if (random.chance(0.94))
          this.#footprint(random.between(0.8, 0.93), 'dwelling', 2 + random.integer(5));
        break;
      case 'village-works':
        this.#rows('workshop', 1 + random.integer(4), random, {
          breadthM: random.between(16, 30),
          lengthM: random.between(30, 70),
          gapM: 6,
          setbackM: 3,
          empty: 0.06,
        });
        break;
      case 'estate':
        this.#rows('workshop', 1 + random.integer(6), random, {
          breadthM: random.between(24, 52),
          lengthM: random.between(60, 130),
          gapM: random.between(10, 18),
          setbackM: random.between(7, 12),
          empty: 0.14,
        });
        break;
      case 'yards':
        this.#rows('warehouse', 1 + random.integer(2), random, {
          breadthM: random.between(40, 70),
          lengthM: random.between(90, 160),
          gapM: 26,
          setbackM: 9,
          empty: 0.12,
        });
        break;
      case 'town':
        this.#rows('apartments', 6 + random.integer(27), random, {
          breadthM: random.between(12, 16),
          lengthM: random.between(30, 62),
          gapM: random.between(17, 26),
          setbackM: 8,
          empty: 0.12,
        });
        break;
      case 'commerce':
        this.#footprint(random.between(0.62, 0.8), 'shops', 2 + random.integer(6));
        break;
      case 'school':
        this.#rows('school', 3 + random.integer(3), random, {
          breadthM: 15,
          lengthM: random.between(50, 80),
          gapM: 24,
          setbackM: 14,
          empty: 0.35,
        });
        break;
      default:
        break;
    }
  }

  /** One small building in the loaded parcel: a farm shed, a site office. */
  shed(random: Random): void {
    const box = this.#cutter.box();
    const along = mix(box.alongMin, box.alongMax, random.between(0.35, 0.65));
    const across = mix(box.acrossMin, box.acrossMax, random.between(0.35, 0.65));
    const half = random.between(2500, 5000);
    this.#rectangle(box, along, across, half * random.between(1, 1.8), half, 'shed', 1);
  }

  finish(): Buildings {
    return {
      footprints: this.#builder.finish(),
      classOf: Uint8Array.from(this.#classes),
      storeysOf: Uint8Array.from(this.#storeys),
    };
  }

  /** The plot itself, drawn in towards its middle. */
  #footprint(scale: number, kind: BuildingClass, storeys: number): void {
    this.#findCorners();
    const corners = this.#corners;
    if (corners.length < 6) return;
    let x = 0;
    let y = 0;
    for (let i = 0; i < corners.length; i += 2) {
      x += corners[i]!;
      y += corners[i + 1]!;
    }
    x /= corners.length / 2;
    y /= corners.length / 2;
    for (let i = 0; i < corners.length; i += 2) {
      corners[i] = x + (corners[i]! - x) * scale;
      corners[i + 1] = y + (corners[i + 1]! - y) * scale;
    }
    this.#add(corners, kind, storeys);
  }

  #rows(kind: BuildingClass, storeys: number, random: Random, rows: Rows): void {
    const box = this.#cutter.box();
    const setback = rows.setbackM * 1000;
    const gap = rows.gapM * 1000;
    const length = box.alongMax - box.alongMin - 2 * setback;
    const breadth = box.acrossMax - box.acrossMin - 2 * setback;
    let built = 0;
    if (length > 9000 && breadth > 7000) {
      const columns = Math.max(1, Math.round((length + gap) / (rows.lengthM * 1000 + gap)));
      const lines = Math.max(1, Math.round((breadth + gap) / (rows.breadthM * 1000 + gap)));
      const halfLength = (length - (columns - 1) * gap) / columns / 2;
      const halfBreadth = (breadth - (lines - 1) * gap) / lines / 2;
      for (let i = 0; i < columns && halfLength > 3000; i++) {
        for (let j = 0; j < lines && halfBreadth > 3000; j++) {
          if (random.chance(rows.empty) && built > 0) continue;
          const along = box.alongMin + setback + halfLength + i * (2 * halfLength + gap);
          const across = box.acrossMin + setback + halfBreadth + j * (2 * halfBreadth + gap);
          const fits =
            this.#rectangle(box, along, across, halfLength, halfBreadth, kind, storeys) ||
            this.#rectangle(box, along, across, halfLength * 0.66, halfBreadth * 0.7, kind, storeys);
          if (fits) built++;
        }
      }
    }
    if (built === 0) this.#footprint(0.6, kind, storeys);
  }

  /** Adds a rectangle where all of it lies in the parcel. */
  #rectangle(
    box: FaceBox,
    along: number,
    across: number,
    halfLength: number,
    halfBreadth: number,
    kind: BuildingClass,
    storeys: number,
  ): boolean {
    const ring: number[] = [];
    for (const [a, b] of [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ] as const) {
      const u = along + a * halfLength;
      const v = across + b * halfBreadth;
      const x = u * box.ux - v * box.uy;
      const y = u * box.uy + v * box.ux;
      if (!this.#cutter.contains(x, y)) return false;
      ring.push(x, y);
    }
    this.#add(ring, kind, storeys);
    return true;
  }

  /** The parcel's corners: its ring without points that lie almost on the line between their neighbours. */
  #findCorners(): void {
    const { x, y, count } = this.#cutter;
    const corners: number[] = [];
    let ax = x[count - 1]!;
    let ay = y[count - 1]!;
    for (let i = 0; i < count; i++) {
      const j = i + 1 === count ? 0 : i + 1;
      const dx = x[j]! - ax;
      const dy = y[j]! - ay;
      const off = Math.abs(dx * (y[i]! - ay) - dy * (x[i]! - ax)) / Math.max(1, Math.hypot(dx, dy));
      if (off < 450) continue;
      ax = x[i]!;
      ay = y[i]!;
      corners.push(ax, ay);
    }
    this.#corners = corners;
  }

  #add(ring: readonly number[], kind: BuildingClass, storeys: number): void {
    this.#builder.beginPolygon();
    this.#builder.ring(
      ring.map((value, i) => Math.round(value) / 1000 + (i % 2 === 0 ? origin.eastM : origin.northM)),
      false,
    );
    this.#classes.push(buildingClasses.indexOf(kind));
    this.#storeys.push(storeys);
  }
}

function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}
