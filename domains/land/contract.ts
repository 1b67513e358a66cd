/** The nouns of land and the shapes in which they travel; runs in a browser. */
export * from './contract/import.ts';
export * from './contract/land-use.ts';
export * from './contract/layer.ts';
export * from './contract/map-settings.ts';
export * from './contract/parcel.ts';
export * from './contract/readiness.ts';
export * from './contract/site.ts';
export * from './contract/tile-zooms.ts';
