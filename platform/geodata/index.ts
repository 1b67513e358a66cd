export type { Bilingual } from './bilingual.ts';
export { type CheckedGeometry, type GeometryCheck, loadGeometryCheck } from './check/check-geometry.ts';
export {
  type CheckedFeature,
  type CheckOptions,
  checkedFeatures,
  type FeatureStatus,
  loadFeatureCheck,
} from './checked-features.ts';
export { createWriter } from './create-writer.ts';
export type { Crs } from './crs/crs.ts';
export { knownCrsIds, resolveCrs } from './crs/resolve-crs.ts';
export { type Overlap, OverlapFinder, type OverlapOptions, type Overlaps } from './dataset/find-overlaps.ts';
export { dayInChina } from './day-in-china.ts';
export { type Fault, type FaultCode, fault, type Severity, sqmText } from './fault.ts';
export { faultTitles } from './fault-titles.ts';
export {
  type ColumnsGuess,
  type Format,
  type FormatId,
  formatIds,
  type OutFeature,
  type Source,
  type WriteOptions,
  type Writer,
} from './format.ts';
export { formatOf, formats } from './formats.ts';
export type {
  Field,
  FieldType,
  FieldValue,
  GeoFeature,
  Guess,
  LayerInfo,
} from './geo-feature.ts';
export { GeodataError, type GeodataErrorCode } from './geodata-error.ts';
export {
  type AreaGeometry,
  areaGeometry,
  eachPosition,
  type Geometry,
  type MultiPolygonGeometry,
  type PolygonGeometry,
  type Position,
  partsOf,
  type Ring,
} from './geometry.ts';
export type { InspectInput } from './limited/limited-inspect.ts';
export type { ReadInput, ReadResult, SentFeature } from './limited/limited-read.ts';
export type { Refusal } from './limited/refusal.ts';
export { type ReadLimits, readLimits } from './limits.ts';
export {
  type Choice,
  type Inspection,
  inspectGeodata,
  type OpenedGeodata,
  openGeodata,
  readGeodata,
} from './open-geodata.ts';
export { type Place, placeText } from './place.ts';
export { parseWkt } from './simple-features/parse-wkt.ts';
export { geometryOfWkb, wkbOfGeometry } from './simple-features/wkb.ts';
export { writeWkt } from './simple-features/write-wkt.ts';
