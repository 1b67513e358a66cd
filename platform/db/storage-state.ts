/** Whether there is room to write. `read-only` asks the callers to refuse writes before the disk is really full. */
export interface StorageState {
  readonly state: 'ok' | 'read-only';
  /** Bytes that the server may still use; null where the disk is not ours to see. */
  readonly freeBytes: number | null;
}

/** The state of a disk with a ballast: below twice the ballast, writes are refused. */
export function storageStateOf(freeBytes: number, ballastBytes: number): StorageState {
  return { state: freeBytes < 2 * ballastBytes ? 'read-only' : 'ok', freeBytes };
}
