/** Work that is done one piece after the other, while whoever brings the pieces runs ahead by a few. */
export interface WorkAhead<Piece> {
  /** Resolves when there is room for another piece. @throws What the work threw. */
  push(piece: Piece): Promise<void>;
  /** Waits until everything is done. @throws What the work threw. */
  finish(): Promise<void>;
}

/** @param piecesMax How many pieces may wait. */
export function workAhead<Piece>(work: (piece: Piece) => Promise<void>, piecesMax: number): WorkAhead<Piece> {
  let failed: { readonly reason: unknown } | null = null;
  /** Ends of the pieces that are not done, the oldest first. */
  const ends: Promise<void>[] = [];
  let last: Promise<void> = Promise.resolve();

  async function take(piece: Piece): Promise<void> {
    try {
      if (failed === null) await work(piece);
    } catch (reason) {
      failed = { reason };
    }
    ends.shift();
  }
  function throwIfFailed(): void {
    if (failed !== null) throw failed.reason;
  }

  return {
    async push(piece) {
      throwIfFailed();
      last = last.then(() => take(piece));
      ends.push(last);
      while (ends.length > piecesMax) await ends[0];
      throwIfFailed();
    },
    async finish() {
      await last;
      throwIfFailed();
    },
  };
}
