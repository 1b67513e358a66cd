import { faultTitles as readingTitles } from '@lizhu/geodata';
import type { Bilingual } from '@lizhu/programme/contract';

const title = (zh: string, en: string): Bilingual => ({ zh, en });

/** What the faults are called that the ledger finds; those of reading have their titles in geodata. */
const ledgerTitles = {
  'code-missing': title('没有代码', 'Code is empty'),
  'code-too-long': title('代码过长', 'Code too long'),
  'code-repeated': title('代码在文件内重复', 'Code repeated in the file'),
  'code-taken': title('代码已被占用', 'Code is taken'),
  'code-beyond-reach': title(
    '代码已被占用，且不能替换',
    'Code is taken by a parcel that may not be replaced',
  ),
  'class-missing': title('没有分类代码', 'Class code is empty'),
  'text-shortened': title('文字过长，已截短', 'Text shortened'),
  'value-unknown': title('不认识的取值', 'Unknown value'),
  'number-unreadable': title('不是数', 'Not a number'),
  'base-unknown': title('没有这个基地', 'Unknown base'),
  'legal-area-far': title('证载面积与图形面积相差悬殊', 'Legal area far from the outline'),
  'far-away': title('离计划所在地太远', 'Too far from the programme'),
  'outside-reach': title('超出岗位范围', 'Beyond the reach of the post'),
  'overlaps-feature': title('与文件内要素重叠', 'Overlaps another feature'),
  'overlaps-parcel': title('与台账宗地重叠', 'Overlaps a parcel of the ledger'),
  'parcel-split': title('分割自台账宗地', 'Split from a parcel'),
  'parcel-merge': title('合并自台账宗地', 'Merged from parcels'),
  'parcel-replace': title('替换台账宗地', 'In place of a parcel'),
  'boundary-overlaps': title('红线之间重叠', 'Boundaries overlap'),
} as const satisfies Record<string, Bilingual>;

export type LedgerFaultCode = keyof typeof ledgerTitles;

const titles: Readonly<Record<string, Bilingual>> = { ...readingTitles, ...ledgerTitles };

/** What a kind of fault is called, without the values of any one feature; its code where it has no name any more. */
export function faultTitle(code: string): Bilingual {
  return titles[code] ?? { zh: code, en: code };
}
