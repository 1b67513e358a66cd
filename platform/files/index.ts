export type { Bilingual } from './bilingual.ts';
export {
  FileStore,
  FileTooLargeError,
  type OpenedFile,
  type PutOptions,
  type StoredFile,
} from './file-store.ts';
export type { LimitFault, LimitFaultCode } from './limited/limit-fault.ts';
export type { Json, LimitedEntry, LimitedTask } from './limited/limited-entry.ts';
export type { ProcessLimits } from './limited/process-limits.ts';
export {
  type LimitedOutcome,
  type RunLimitedOptions,
  runLimited,
  type Usage,
} from './limited/run-limited.ts';
export { type ExtractedFile, extractZip, type ZipExtraction } from './zip/extract-zip.ts';
export { scanZip, type ZipEntry, type ZipScan } from './zip/scan-zip.ts';
export type { ZipFault, ZipFaultCode } from './zip/zip-fault.ts';
export { defaultZipLimits, type ZipLimits } from './zip/zip-limits.ts';
