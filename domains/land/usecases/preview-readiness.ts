import { type ReadinessLine, type ReadinessPreview, readinessClasses } from '../contract.ts';
import { type LandFabric, totalsByClass, UNDECIDED } from '../fabric/land-fabric.ts';
import { decideAll, NO_LINE } from '../readiness/decide.ts';

/** The class of each parcel under a table, as an index into `readinessClasses`; what no line holds is `other`. */
export function classesUnder(lines: readonly ReadinessLine[], decided: Uint8Array): Uint8Array {
  const classOfLine = lines.map((line) => readinessClasses.indexOf(line.class));
  const other = readinessClasses.indexOf('other');
  return decided.map((line) => (line === NO_LINE ? other : classOfLine[line]!));
}

/** What a changed table would do to the land, before anybody saves it. */
export function previewReadiness(fabric: LandFabric, lines: readonly ReadinessLine[]): ReadinessPreview {
  const decided = decideAll(lines, fabric.facts);
  const after = classesUnder(lines, decided);
  const moved = new Map<number, { parcels: number; areaSqm: number }>();
  const byLine = lines.map(() => ({ parcels: 0, areaSqm: 0 }));
  for (let row = 0; row < after.length; row++) {
    const line = byLine[decided[row]!];
    if (line !== undefined) {
      line.parcels++;
      line.areaSqm += fabric.areaSqm[row]!;
    }
    const from = fabric.readiness[row]!;
    if (from === UNDECIDED || from === after[row]) continue;
    const key = from * readinessClasses.length + after[row]!;
    const move = moved.get(key) ?? { parcels: 0, areaSqm: 0 };
    move.parcels++;
    move.areaSqm += fabric.areaSqm[row]!;
    moved.set(key, move);
  }
  const moves = [...moved].map(([key, move]) => ({
    from: readinessClasses[Math.floor(key / readinessClasses.length)]!,
    to: readinessClasses[key % readinessClasses.length]!,
    ...move,
  }));
  return {
    before: totalsByClass(readinessClasses, fabric.readiness, fabric.areaSqm),
    after: totalsByClass(readinessClasses, after, fabric.areaSqm),
    moves: moves.sort((a, b) => b.areaSqm - a.areaSqm),
    lines: byLine,
  };
}
