/** West, south, east, north in degrees, EPSG:4490. */
export type Bbox = [number, number, number, number];

export interface PropertySchema {
  readonly type: 'string' | 'number' | 'integer' | 'boolean';
  readonly title: string;
  /** Whether `?name=value` selects by it. */
  readonly queryable?: boolean;
}

/** GeoJSON geometry in lon/lat EPSG:4490. */
export interface Geometry {
  readonly type: string;
  readonly coordinates: unknown;
}

export interface Feature {
  readonly id: string;
  readonly geometry: Geometry | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface ItemsQuery {
  readonly bbox: Bbox | null;
  /** Closed interval of instants; null ends are open. Null = not asked. */
  readonly datetime: { readonly from: string | null; readonly to: string | null } | null;
  /** Values of queryable properties, as text. */
  readonly properties: ReadonlyMap<string, string>;
  readonly limit: number;
  /** Id of the last feature of the page before. */
  readonly after: string | null;
}

export interface ItemsPage {
  readonly features: readonly Feature[];
  /** Null where it was not counted: it is on the first page. */
  readonly matched: number | null;
  /** Id after which the next page begins; null on the last page. */
  readonly next: string | null;
}

/**
 * A collection that GIS clients can read. `Session` is whatever the host's authorised transaction is: the same one from
 * which pages read, so that a client never gets what its reader may not see.
 */
export interface Collection<Session> {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly properties: Readonly<Record<string, PropertySchema>>;
  extent(session: Session): Promise<{ bbox: Bbox | null; from: string | null; to: string | null }>;
  page(session: Session, query: ItemsQuery): Promise<ItemsPage>;
  one(session: Session, id: string): Promise<Feature | null>;
}
