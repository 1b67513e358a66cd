import Type, { type Static } from 'typebox';

/** A text in the two languages of the platform; Chinese is the reference. */
export const Bilingual = Type.Object({ zh: Type.String(), en: Type.String() });
export type Bilingual = Static<typeof Bilingual>;

/** West, south, east, north in degrees (EPSG:4490). */
export const Bbox = Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]);
export type Bbox = Static<typeof Bbox>;

export const Base = Type.Object({
  id: Type.String({ format: 'uuid' }),
  code: Type.String(),
  name: Bilingual,
  place: Bilingual,
  industries: Type.Array(Bilingual),
  /** Area of the boundary in force, by the statutory ellipsoid formula; null before a boundary is drawn. */
  areaSqm: Type.Union([Type.Number(), Type.Null()]),
  bbox: Type.Union([Bbox, Type.Null()]),
});
export type Base = Static<typeof Base>;

/** One programme = one city = one tenant, as its post-holders see it. */
export const Programme = Type.Object({
  id: Type.String({ format: 'uuid' }),
  code: Type.String(),
  name: Bilingual,
  /** True while the programme holds demonstration data; every page and export says so. */
  demonstration: Type.Boolean(),
  /** Central meridian of the 3° zone in which the programme measures, in degrees. */
  centralMeridianDeg: Type.Number(),
  bases: Type.Array(Base),
});
export type Programme = Static<typeof Programme>;
