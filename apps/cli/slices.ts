import type { Bilingual } from '@lizhu/geodata';
import { demoCity } from './city/city.ts';
import type { Command } from './command.ts';
import { landAdjacency } from './land/adjacency.ts';
import { landCheck } from './land/check.ts';
import { landConvert } from './land/convert.ts';
import { landFindSites } from './land/find-sites.ts';
import { landOverlay } from './land/overlay.ts';

export interface Slice {
  readonly name: string;
  readonly summary: Bilingual;
  readonly commands: readonly Command[];
}

export const slices: readonly Slice[] = [
  {
    name: 'land',
    summary: { zh: '地块文件', en: 'parcel files' },
    commands: [landCheck, landOverlay, landAdjacency, landFindSites, landConvert],
  },
  {
    name: 'demo',
    summary: { zh: '演示数据', en: 'demonstration data' },
    commands: [demoCity],
  },
];
