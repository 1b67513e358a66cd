import type { Crs } from '../crs/crs.ts';
import type { OutFeature, WriteOptions } from '../format.ts';
import { distinctNames } from '../free-name.ts';
import { eastFirst } from '../from-lon-lat.ts';
import type { Field, FieldType, FieldValue } from '../geo-feature.ts';
import { GeodataError } from '../geodata-error.ts';
import { partsOf, type Ring } from '../geometry.ts';
import { roleOfHeader } from './header-words.ts';
import { own } from './own-columns.ts';

/** A cell to be written: text, or a number with the digits behind its point that it needs. */
export type OutCell =
  | null
  | string
  | boolean
  | { readonly number: number; readonly decimals: number | null }
  | { readonly date: string };

/** Digits behind the point: a tenth of a millimetre in degrees and in metres. */
const DECIMALS = { degrees: 9, metres: 4 };

/** The rows of a table of boundary points (`own-columns.ts`): one a point, the attributes of the parcel in each. */
export class PointRows {
  readonly header: readonly string[];
  readonly decimals: number;
  /** Columns that stand before the attributes. */
  readonly leading: number;
  readonly #fields: readonly Field[];
  readonly #crs: Crs;
  readonly #hasParcel: boolean;
  #count = 0;

  constructor(options: WriteOptions) {
    this.#crs = eastFirst(options.crs);
    this.#fields = options.fields;
    this.#hasParcel = !options.fields.some(({ name }) => roleOfHeader(name) === 'parcel');
    const { geographic } = this.#crs;
    this.decimals = geographic ? DECIMALS.degrees : DECIMALS.metres;
    const leading = [
      own.group,
      ...(this.#hasParcel ? [own.parcel] : []),
      own.part,
      own.ring,
      own.point,
      ...(geographic ? [own.lon, own.lat] : [own.north, own.east]),
      own.crs,
    ];
    this.leading = leading.length;
    this.header = distinctNames([...leading, ...options.fields.map(({ name }) => name)], 'field');
  }

  /** @throws GeodataError `write-refused` where the geometry is no area. */
  rowsOf({ id, properties, geometry }: OutFeature): OutCell[][] {
    const sequence: OutCell = { number: ++this.#count, decimals: 0 };
    const parcel: OutCell[] = this.#hasParcel ? [id] : [];
    const values = this.#fields.map(({ name, type }) => cellOf(properties[name] ?? null, type));
    if (geometry !== null && geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') {
      throw new GeodataError('write-refused', {
        zh: `界址点表只能存面，第 ${this.#count} 个要素是 ${geometry.type}`,
        en: `a table of boundary points holds areas only; feature ${this.#count} is a ${geometry.type}`,
      });
    }
    const rows: OutCell[][] = [];
    let label = 0;
    (geometry === null ? [] : partsOf(geometry)).forEach((part, p) => {
      part.forEach((ring, r) => {
        for (const [lon, lat] of open(ring)) {
          const place = [{ number: p + 1, decimals: 0 }, { number: r + 1, decimals: 0 }, `J${++label}`];
          rows.push([sequence, ...parcel, ...place, ...this.#coordinates(lon, lat), this.#crs.id, ...values]);
        }
      });
    });
    if (rows.length > 0) return rows;
    return [[sequence, ...parcel, null, null, null, null, null, this.#crs.id, ...values]];
  }

  #coordinates(lon: number, lat: number): OutCell[] {
    const { decimals } = this;
    const [x, y] = this.#crs.fromLonLat(lon, lat);
    const pair = this.#crs.geographic ? [x, y] : [y, x];
    return pair.map((number) => (Number.isFinite(number) ? { number, decimals } : 'NaN'));
  }
}

/** Rows that a geometry takes. */
export function pointCount(geometry: OutFeature['geometry']): number {
  if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return 1;
  return Math.max(
    1,
    partsOf(geometry).reduce(
      (sum, part) => sum + part.reduce((points, ring) => points + open(ring).length, 0),
      0,
    ),
  );
}

function cellOf(value: FieldValue, type: FieldType): OutCell {
  if (type === 'date' && typeof value === 'string') return { date: value };
  return typeof value === 'number' ? { number: value, decimals: null } : value;
}

function open(ring: Ring): Ring {
  const [first, last] = [ring[0], ring.at(-1)];
  return ring.length > 1 && first![0] === last![0] && first![1] === last![1] ? ring.slice(0, -1) : ring;
}
