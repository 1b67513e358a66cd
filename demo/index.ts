export type { Bilingual } from './bilingual.ts';
export type { BrokenSample } from './broken-samples.ts';
export { type BaseVersion, type City, type CityBase, type CityOptions, generateCity } from './city.ts';
export { type DirtKind, dirtKinds } from './dirt.ts';
export { type DrawingOptions, drawCity } from './drawing.ts';
export type { ExpectedSite } from './expected-sites.ts';
export {
  type BaseProperties,
  baseFeatures,
  type Feature,
  geometryAt,
  type LayerProperties,
  layerFeatures,
  type ParcelProperties,
  parcelFeatures,
} from './features.ts';
export { type CityLayer, type LayerClass, type LayerKind, layerKinds } from './layers.ts';
export { type ParcelRecord, type Parcels, parcelAt } from './parcels.ts';
export { projection } from './place.ts';
export { isSimple } from './redraw.ts';
