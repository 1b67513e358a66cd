/** Memory for a column: that workers read without a copy, when it is to be shared. */
export function roomFor(bytes: number, shared = false): ArrayBufferLike {
  return shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}
