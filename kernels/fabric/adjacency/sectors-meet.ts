/**
 * Whether the insides of two boundaries that pass through one point share ground at it. Each is given by the directions in which
 * it leaves the point and from which it came; its inside is the sector that turns counter-clockwise from the one to the other.
 * Exact for directions of less than 2²⁶ units.
 */
export function sectorsMeet(
  leaveAx: number,
  leaveAy: number,
  cameAx: number,
  cameAy: number,
  leaveBx: number,
  leaveBy: number,
  cameBx: number,
  cameBy: number,
): boolean {
  return (
    inSector(leaveAx, leaveAy, leaveBx, leaveBy, cameBx, cameBy) ||
    inSector(leaveBx, leaveBy, leaveAx, leaveAy, cameAx, cameAy)
  );
}

/** Whether direction d lies in the sector from s (with it) to e (without it), counter-clockwise; a spike has no sector. */
function inSector(dx: number, dy: number, sx: number, sy: number, ex: number, ey: number): boolean {
  const turn = sx * ey - sy * ex;
  const fromStart = sx * dy - sy * dx;
  const toEnd = dx * ey - dy * ex;
  if (turn === 0 && sx * ex + sy * ey > 0) return false;
  if (fromStart === 0 && sx * dx + sy * dy > 0) return true;
  if (turn > 0) return fromStart > 0 && toEnd > 0;
  if (turn === 0) return fromStart > 0;
  return !((toEnd === 0 && ex * dx + ey * dy > 0) || (toEnd < 0 && fromStart < 0));
}
