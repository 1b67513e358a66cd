import Type, { type Static } from 'typebox';

/** Settings of the operator for maps: a base map of his own, and the number under which maps were reviewed (审图号). */
export const MapSettings = Type.Object({
  baseMap: Type.Union([
    Type.Object({
      type: Type.Union([Type.Literal('xyz'), Type.Literal('wmts')]),
      url: Type.String(),
      attribution: Type.String(),
      maxZoom: Type.Number(),
    }),
    Type.Null(),
  ]),
  reviewNumber: Type.Union([Type.String(), Type.Null()]),
});
export type MapSettings = Static<typeof MapSettings>;
