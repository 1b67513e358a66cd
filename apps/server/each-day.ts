export const DAY_MS = 86_400_000;
/** China keeps UTC+8 all year. */
const CHINA_AHEAD_MS = 8 * 3_600_000;
/** So long after midnight, since clocks of server and database may differ. */
const LATER_MS = 60_000;

/** Milliseconds from an instant to a minute past the next midnight in China. */
export function untilNextDay(nowMs: number): number {
  const intoDay = (nowMs - LATER_MS + CHINA_AHEAD_MS) % DAY_MS;
  return DAY_MS - intoDay;
}

/** Does something now, and a minute past each midnight in China until the function returned is called. */
export function eachDay(turn: () => void): () => void {
  let timer: NodeJS.Timeout;
  const next = (): void => {
    timer = setTimeout(() => {
      turn();
      next();
    }, untilNextDay(Date.now()));
    timer.unref();
  };
  turn();
  next();
  return () => clearTimeout(timer);
}
