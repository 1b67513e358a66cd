import iconv from 'iconv-lite';
import type { Format, Recognition } from '../format.ts';
import { openBoundaryTxt } from './read-boundary-txt.ts';
import { createBoundaryTxt } from './write-boundary-txt.ts';

/** Boundary points of parcels as text, the exchange format of land surveys (勘测定界界址点坐标交换格式). */
export const boundaryTxt: Format = {
  id: 'boundary-txt',
  name: { zh: '界址点坐标 TXT', en: 'boundary-point TXT' },
  extensions: ['.txt'],
  recognise,
  open: openBoundaryTxt,
  create: createBoundaryTxt,
};

const sections = ['[属性描述]', '[地块坐标]'].flatMap((text) => [
  Buffer.from(text).toString('latin1'),
  iconv.encode(text, 'GBK').toString('latin1'),
]);
const parcelLine = /[,\xac][^\n]*(?:@|\xa3\xc0|\xef\xbc\xa0)[ \t]*\r?\n[^,\n]*,[^,\n]*,[-\d. ]+,[-\d. ]+/;

function recognise(head: Uint8Array): Recognition | null {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  if (sections.some((section) => text.includes(section))) {
    return {
      confidence: 'certain',
      evidence: { zh: '含 [属性描述] 或 [地块坐标] 段', en: 'it has the section [属性描述] or [地块坐标]' },
    };
  }
  if (!parcelLine.test(text)) return null;
  return {
    confidence: 'certain',
    evidence: {
      zh: '有以 @ 结尾的地块行和界址点行',
      en: 'it has a parcel line that ends in @ with points below',
    },
  };
}
