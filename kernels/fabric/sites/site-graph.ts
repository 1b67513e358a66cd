import type { Adjacency } from '../adjacency/links.ts';
import { perimeterM } from '../polygons/perimeter.ts';
import type { Polygons } from '../polygons/polygons.ts';

/** The parcels of one piece of ground as a small graph of its own, in which sites are sought; parcels are numbered from 0. */
export interface SiteGraph {
  readonly count: number;
  /** Row in the fabric of each parcel. */
  readonly parcels: Int32Array;
  readonly areaSqm: Float64Array;
  readonly perimeterM: Float64Array;
  /** Owner of each parcel, numbered from 0 within the graph. */
  readonly owner: Int32Array;
  readonly owners: number;
  readonly start: Int32Array;
  readonly neighbour: Int32Array;
  readonly sharedM: Float64Array;
}

/** What graphs are cut from. */
export interface Fabric {
  readonly polygons: Polygons;
  readonly areaSqm: Float64Array;
  readonly adjacency: Adjacency;
  /** Any code of the owner of each parcel; each parcel has its own owner unless told. */
  readonly ownerCodes?: ArrayLike<number> | undefined;
  /** 1 for each link that may be used, alike in both directions; all may unless told. */
  readonly linkAllowed?: Uint8Array | undefined;
}

/** Cuts graphs out of a fabric; the table that numbers parcels is kept between cuts. */
export class GraphCutter {
  readonly #fabric: Fabric;
  readonly #numberOf: Int32Array;

  constructor(fabric: Fabric) {
    this.#fabric = fabric;
    this.#numberOf = new Int32Array(fabric.adjacency.count).fill(-1);
  }

  /** The graph of some parcels, ascending. */
  cut(parcels: Int32Array): SiteGraph {
    const { polygons, areaSqm, adjacency, ownerCodes, linkAllowed } = this.#fabric;
    const numberOf = this.#numberOf;
    const count = parcels.length;
    for (let i = 0; i < count; i++) numberOf[parcels[i]!] = i;
    const start = new Int32Array(count + 1);
    let links = 0;
    for (let i = 0; i < count; i++)
      links += adjacency.start[parcels[i]! + 1]! - adjacency.start[parcels[i]!]!;
    const neighbour = new Int32Array(links);
    const sharedM = new Float64Array(links);
    const owner = new Int32Array(count);
    const numberOfOwner = new Map<number, number>();
    let top = 0;
    for (let i = 0; i < count; i++) {
      const parcel = parcels[i]!;
      for (let k = adjacency.start[parcel]!; k < adjacency.start[parcel + 1]!; k++) {
        const other = numberOf[adjacency.neighbour[k]!]!;
        if (other === -1 || (linkAllowed !== undefined && linkAllowed[k] !== 1)) continue;
        neighbour[top] = other;
        sharedM[top++] = adjacency.gapM[k] === 0 ? adjacency.sharedM[k]! : 0;
      }
      start[i + 1] = top;
      const code = ownerCodes === undefined ? i : ownerCodes[parcel]!;
      let number = numberOfOwner.get(code);
      if (number === undefined) {
        number = numberOfOwner.size;
        numberOfOwner.set(code, number);
      }
      owner[i] = number;
    }
    for (let i = 0; i < count; i++) numberOf[parcels[i]!] = -1;
    return {
      count,
      parcels,
      areaSqm: Float64Array.from(parcels, (parcel) => areaSqm[parcel]!),
      perimeterM: Float64Array.from(parcels, (parcel) => perimeterM(polygons, parcel)),
      owner,
      owners: numberOfOwner.size,
      start,
      neighbour: neighbour.subarray(0, top),
      sharedM: sharedM.subarray(0, top),
    };
  }
}
