import type { Crs } from '../crs/crs.ts';
import { type Fault, fault } from '../fault.ts';
import type { FieldType, FieldValue, GeoFeature } from '../geo-feature.ts';
import { areaGeometry, type Geometry, type Ring } from '../geometry.ts';
import { limitPassed } from '../limit-passed.ts';
import type { Place } from '../place.ts';
import { assembleRings } from '../rings/assemble-rings.ts';
import { coordinateOf } from './cell-value.ts';
import { cellText, type TableRow } from './table.ts';
import type { TableLayout } from './table-layout.ts';

const UNREADABLE_SHOWN = 20;

/** A parcel as its rows have it, in the coordinates of the file. */
export interface RowParcel {
  readonly line: number;
  readonly id: string | null;
  readonly properties: Record<string, FieldValue>;
  readonly rings: readonly RowRing[];
  readonly faults: readonly RowFault[];
}

export interface RowRing {
  readonly part: string;
  readonly number: string;
  /** Open or closed, as the file has it. */
  readonly points: Ring;
}

/** A fault before the parcel has its number. */
export type RowFault = (place: Place) => Fault;

/**
 * Puts rows of boundary points together to parcels: as long as the parcel column stays the same or empty, as merged cells
 * leave it, the rows are of one parcel. Its attributes are those of its first row.
 */
export class BoundaryRows {
  readonly #layout: TableLayout;
  readonly #valuesOf: (row: TableRow) => Record<string, FieldValue>;
  readonly #verticesMax: number;
  #open: OpenParcel | null = null;

  constructor(
    layout: TableLayout,
    valuesOf: (row: TableRow) => Record<string, FieldValue>,
    verticesMax: number,
  ) {
    this.#layout = layout;
    this.#valuesOf = valuesOf;
    this.#verticesMax = verticesMax;
  }

  /** Takes a row; returns the parcel that it ends. */
  add(row: TableRow, faults: readonly RowFault[]): RowParcel | null {
    const { group, parcel } = this.#layout.roles;
    const code = parcel === null ? '' : cellText(row.cells[parcel]);
    const key = group === null ? code : cellText(row.cells[group]);
    let ended: RowParcel | null = null;
    if (this.#open === null || (key !== '' && key !== this.#open.key)) {
      ended = this.end();
      this.#open = {
        key,
        line: row.line,
        id: code === '' ? null : code,
        properties: this.#valuesOf(row),
        rings: [],
        byNumber: new Map(),
        current: null,
        faults: [],
        unreadable: 0,
        points: 0,
      };
    }
    this.#open.faults.push(...faults);
    this.#addPoint(this.#open, row);
    return ended;
  }

  end(): RowParcel | null {
    const parcel = this.#open;
    this.#open = null;
    if (parcel === null) return null;
    const more = parcel.unreadable - UNREADABLE_SHOWN;
    if (more > 0) {
      const text = `… + ${more}`;
      parcel.faults.push((place) => fault('point-unreadable', { ...place, line: parcel.line }, { text }));
    }
    return parcel;
  }

  #addPoint(parcel: OpenParcel, { cells, line }: TableRow): void {
    const { part, ring, point, x, y } = this.#layout.roles;
    const said = (column: number | null): string => (column === null ? '' : cellText(cells[column]));
    const [xText, yText, label] = [said(x), said(y), said(point)];
    if (xText === '' && yText === '' && label === '') return;
    const [east, north] = [coordinateOf(cells[x!]), coordinateOf(cells[y!])];
    if (Number.isNaN(east) || Number.isNaN(north)) {
      if (parcel.unreadable++ >= UNREADABLE_SHOWN) return;
      const text = [label, xText, yText]
        .filter((each, i) => i > 0 || each !== '')
        .join(', ')
        .slice(0, 80);
      parcel.faults.push((place) => fault('point-unreadable', { ...place, line }, { text }));
      return;
    }
    if (++parcel.points > this.#verticesMax) {
      throw limitPassed('vertices', this.#verticesMax, { zh: `第 ${line} 行`, en: `row ${line}` });
    }
    this.#ringOf(parcel, said(part), said(ring), label).points.push([east, north]);
  }

  /** An empty ring or part number says the same as the row above. */
  #ringOf(parcel: OpenParcel, partText: string, ringText: string, label: string): OpenRing {
    const { current } = parcel;
    const part = partText || (current?.part ?? '');
    const number = ringText || (current?.part === part ? current.number : '');
    const key = `${part}\n${number}`;
    const known = current?.part === part && current.number === number ? current : parcel.byNumber.get(key);
    if (known && !beginsAgain(known, label)) {
      parcel.current = known;
      return known;
    }
    const ring: OpenRing = { part, number, points: [], firstLabel: label };
    parcel.rings.push(ring);
    parcel.byNumber.set(key, ring);
    parcel.current = ring;
    return ring;
  }
}

interface OpenRing extends RowRing {
  readonly firstLabel: string;
}

interface OpenParcel {
  readonly key: string;
  readonly line: number;
  readonly id: string | null;
  readonly properties: Record<string, FieldValue>;
  readonly rings: OpenRing[];
  readonly byNumber: Map<string, OpenRing>;
  current: OpenRing | null;
  readonly faults: RowFault[];
  unreadable: number;
  points: number;
}

/** Some tables number no rings, or all of them 1, and begin each with the first label again once the one before is closed. */
function beginsAgain({ points, firstLabel }: OpenRing, label: string): boolean {
  return label !== '' && label === firstLabel && points.length > 3 && isClosed(points);
}

function isClosed(points: Ring): boolean {
  const [first, last] = [points[0]!, points.at(-1)!];
  return first[0] === last[0] && first[1] === last[1];
}

/**
 * A parcel of rows as a feature. Points of a boundary need not come back to the first: rings are closed here. With a column
 * of parts the first ring of each part is its exterior; without one, the first ring is, and where the rings lie has the last
 * word.
 */
export function featureOfRows(parcel: RowParcel, index: number, layout: TableLayout, crs: Crs): GeoFeature {
  const { id, properties, line } = parcel;
  const place: Place = { feature: index, line };
  const faults = parcel.faults.map((of) => of(place));
  const rings = parcel.rings.map(({ points }) => closed(points.map(([x, y]) => crs.toLonLat(x, y))));
  let geometry: Geometry | null = null;
  if (rings.length === 0) {
    if (!faults.some(({ code }) => code === 'point-unreadable')) faults.push(fault('geometry-null', place));
  } else if (layout.roles.part !== null) {
    const byPart = new Map<string, Ring[]>();
    parcel.rings.forEach(({ part }, r) => {
      byPart.set(part, [...(byPart.get(part) ?? []), rings[r]!]);
    });
    geometry = areaGeometry([...byPart.values()]);
  } else {
    const first = parcel.rings[0]!.number;
    const holes = parcel.rings.map(({ number }) => number !== first);
    const { parts, misplaced } = assembleRings(rings, holes);
    if (misplaced.length > 0) {
      const shown = misplaced.slice(0, 10).map((ring) => ring + 1);
      faults.push(fault('ring-role', place, { rings: shown.join(', ') }));
    }
    geometry = areaGeometry(parts);
  }
  return { index, id, properties, geometry, faults, place };
}

function closed(ring: Ring): Ring {
  return isClosed(ring) && ring.length > 1 ? ring : [...ring, [...ring[0]!]];
}

/** The types of the attributes of a table, by name. */
export type FieldTypes = ReadonlyMap<string, FieldType>;
