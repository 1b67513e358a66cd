import { COMMON_GROUND, newId } from '@lizhu/db';
import { layerOf, type TestLedger, type TestParcel } from './ledger.ts';
import { rectangle } from './plane-world.ts';

/** Lots are 60 m squares in blocks of 5 × 5, parted by roads of 20 m. Base A is the western half, base B the eastern. */
export interface TownOptions {
  readonly baseA: string;
  readonly baseB: string;
  /** Blocks from west to east, an even number; the outermost row of blocks in the north lies in no base. */
  readonly blocksAcross?: number;
  readonly blocksUp?: number;
}

export const LOT_M = 60;
export const BLOCK_LOTS = 5;
export const ROAD_M = 20;
export const BLOCK_M = BLOCK_LOTS * LOT_M;
const STEP_M = BLOCK_M + ROAD_M;

/**
 * A town of which everything can be told by heart: the southernmost row of blocks is farmland, the first lot of each other
 * block is built, of the second column of lots collective land, all else is usable now.
 */
export function drawTown({ baseA, baseB, blocksAcross = 4, blocksUp = 3 }: TownOptions): TestLedger {
  const parcels: TestParcel[] = [];
  const built = [];
  for (let blockX = 0; blockX < blocksAcross; blockX++) {
    for (let blockY = 0; blockY < blocksUp; blockY++) {
      for (let x = 0; x < BLOCK_LOTS; x++) {
        for (let y = 0; y < BLOCK_LOTS; y++) {
          const place = [blockX * STEP_M + x * LOT_M, blockY * STEP_M + y * LOT_M] as const;
          const isBuilt = blockY > 0 && x === 0 && y === 0;
          if (isBuilt) built.push(rectangle([place[0] + 10, place[1] + 10], 40, 40));
          const inBase = blockY < blocksUp - 1;
          const baseId = !inBase ? COMMON_GROUND : blockX < blocksAcross / 2 ? baseA : baseB;
          parcels.push({
            id: newId(),
            baseId,
            code: `441900${two(blockX)}${two(blockY)}GB${two(x)}${two(y)}`,
            geometry: rectangle(place, LOT_M, LOT_M),
            useCode: isBuilt ? '0601' : '1201',
            tenure: x === 1 ? 'collective' : 'state',
            owner: x === 1 ? `第${blockX + 1}股份经济联合社` : '市土地储备中心',
            legalAreaSqm: x === 2 ? LOT_M * LOT_M + 20 : LOT_M * LOT_M,
          });
        }
      }
    }
  }
  const half = (blocksAcross / 2) * STEP_M;
  const inside = (blocksUp - 1) * STEP_M - ROAD_M / 2;
  const whole = rectangle([-ROAD_M, -ROAD_M], blocksAcross * STEP_M + ROAD_M, blocksUp * STEP_M + ROAD_M);
  const roads = Array.from({ length: blocksAcross - 1 }, (_, i) =>
    rectangle([(i + 1) * STEP_M - ROAD_M, 0], ROAD_M, blocksUp * STEP_M),
  );
  return {
    boundaries: [
      { id: newId(), baseId: baseA, geometry: rectangle([-10, -10], half, inside + 10) },
      { id: newId(), baseId: baseB, geometry: rectangle([half - 10, -10], half, inside + 10) },
    ],
    layers: [
      layerOf('farmland', COMMON_GROUND, '0101', [rectangle([0, 0], blocksAcross * STEP_M, BLOCK_M)]),
      layerOf('growth', COMMON_GROUND, '', [whole]),
      layerOf('land-plan', COMMON_GROUND, '1010', [whole]),
      layerOf('city-plan', COMMON_GROUND, 'M1', [whole]),
      layerOf('buildings', COMMON_GROUND, '', built),
      layerOf('road', COMMON_GROUND, '', roads),
    ],
    parcels,
  };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
