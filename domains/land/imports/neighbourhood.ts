import { addWkb, type Polygons, PolygonsBuilder } from '@lizhu/fabric';
import { type Plane, projectionOf } from '../fabric/plane.ts';
import { type Candidate, middleOf } from './candidate.ts';

/** A usable feature among the others of its file. */
export interface Member {
  readonly feature: number;
  readonly code: string;
  readonly baseId: string;
  readonly areaSqm: number;
  readonly wasRepaired: boolean;
  readonly at: readonly [lon: number, lat: number] | null;
}

/** The usable features of a file in the plane, to be weighed against each other. */
export class Neighbourhood {
  readonly plane: Plane;
  readonly members: Member[] = [];
  readonly #builder: PolygonsBuilder;
  #west = Infinity;
  #south = Infinity;
  #east = -Infinity;
  #north = -Infinity;

  constructor(plane: Plane) {
    this.plane = plane;
    this.#builder = new PolygonsBuilder({ originX: plane.originX, originY: plane.originY });
  }

  add({ read, wkb, code, baseId }: Candidate): void {
    addWkb(this.#builder, projectionOf(this.plane), wkb!);
    this.members.push({
      feature: read.index,
      code,
      baseId: baseId!,
      areaSqm: read.areaSqm,
      wasRepaired: read.status === 'repaired',
      at: middleOf(read.bbox),
    });
    const [west, south, east, north] = read.bbox!;
    this.#west = Math.min(this.#west, west);
    this.#south = Math.min(this.#south, south);
    this.#east = Math.max(this.#east, east);
    this.#north = Math.max(this.#north, north);
  }

  /** Row i is member i; in shared memory. */
  polygons(): Polygons {
    return this.#builder.finish({ shared: true });
  }

  /** West, south, east, north around all members. */
  window(): readonly [number, number, number, number] {
    return [this.#west, this.#south, this.#east, this.#north];
  }
}
