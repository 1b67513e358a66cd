import type { Bend, CutStyle, FaceBox, Line } from './cutter.ts';
import type { Draft } from './draft.ts';
import type { Grain } from './grains.ts';
import type { UseCode } from './land-use.ts';
import { LOT_LEVEL } from './partition.ts';
import type { Random } from './random.ts';

const SQMM = 1e6;

export interface Lots {
  readonly parcels: readonly number[];
  readonly lanes: readonly { readonly face: number; readonly use: UseCode }[];
}

/** Divides a block into parcels of a grain, with the lanes that reach them. */
export function divideBlock(draft: Draft, face: number, block: number, grain: Grain, random: Random): Lots {
  const { cutter } = draft;
  const parcels: number[] = [];
  const lanes: { face: number; use: UseCode }[] = [];
  const open = [face];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const areaSqm = cutter.areaSqm(at);
    const target = grain.lotSqm * Math.exp(grain.spread * random.normal());
    const lane = grain.lanes.find(({ overSqm }) => areaSqm > overSqm * 1.3);
    if (!lane && areaSqm < target * 1.45) {
      parcels.push(at);
      continue;
    }
    const box = cutter.box();
    let done = false;
    for (let attempt = 0; attempt < 3 && !done; attempt++) {
      const line = dividingLine(draft, box, grain, lane !== undefined, attempt, random);
      const style = cutStyle(box, line, grain, areaSqm, random);
      if (lane) {
        const carved = cutter.carve(at, line, lane.widthM * 1000, {
          ...style,
          spacingMm: style.spacingMm * 2,
        });
        if (!carved) continue;
        if (carved.strip >= 0) {
          draft.assign(carved.strip, block);
          lanes.push({ face: carved.strip, use: lane.use });
        }
        draft.assign(carved.left, block);
        open.push(carved.right, carved.left);
        done = true;
      } else {
        const made = cutter.cut(at, line, style);
        if (made < 0) continue;
        draft.assign(made, block);
        open.push(at, made);
        done = true;
      }
    }
    if (!done) parcels.push(at);
  }
  return { parcels, lanes };
}

function dividingLine(
  draft: Draft,
  box: FaceBox,
  grain: Grain,
  lane: boolean,
  attempt: number,
  random: Random,
): Line {
  const aspect = (box.alongMax - box.alongMin) / (box.acrossMax - box.acrossMin);
  const fraction = 0.5 + random.between(-grain.unequal, grain.unequal);
  const turn = random.between(-grain.turn, grain.turn);
  // Long parcels come of cutting along them, until each is slim enough.
  const along = !lane && aspect < grain.elongation * 0.72 + 0.2;
  return along !== (attempt === 2)
    ? draft.cutter.lengthwise(box, fraction, turn)
    : draft.cutter.crosswise(box, fraction, turn);
}

function cutStyle(box: FaceBox, line: Line, grain: Grain, areaSqm: number, random: Random): CutStyle {
  const lengthwise = Math.abs(line.ux * box.ux + line.uy * box.uy) > 0.7;
  const lengthMm = lengthwise ? box.alongMax - box.alongMin : box.acrossMax - box.acrossMin;
  const bend: Bend = {
    amplitudeMm: lengthMm * grain.bend * random.between(0.3, 1.2),
    longWaveMm: lengthMm * random.between(0.15, 0.3),
    shortWaveMm: lengthMm * random.between(0.05, 0.1),
    longPhase: random.between(0, 6.3),
    shortPhase: random.between(0, 6.3),
  };
  return {
    level: LOT_LEVEL,
    spacingMm: grain.spacingM * 1000,
    bend,
    snapMm: Math.min(4000, grain.spacingM * 120),
    minAreaMm2: Math.min(areaSqm * 0.25, grain.lotSqm * 0.45) * SQMM,
    minCompactness: 0.25 / grain.elongation,
  };
}
