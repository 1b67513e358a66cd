export { FabricCache } from './fabric/fabric-cache.ts';
export { type Shape, shapeOf } from './imports/shape-of.ts';
export { landJobs } from './jobs.ts';
export { landMigrations } from './migrations.ts';
export { landProblems } from './problems.ts';
export type { LandContext } from './routes/land-context.ts';
export { landOgc } from './routes/ogc-routes.ts';
export { landTileRoutes } from './routes/tile-routes.ts';
export { landRoutes } from './routes.ts';
export { followCalendar } from './usecases/follow-calendar.ts';
export {
  type BoundaryToLoad,
  type LayerToLoad,
  type LedgerToLoad,
  type LoadedLedger,
  loadLedger,
} from './usecases/load-ledger.ts';
export { measureBases } from './usecases/measure-bases.ts';
