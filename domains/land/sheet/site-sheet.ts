import { type PdfBlock, pdfOf } from '@lizhu/documents';
import type { Base, Bilingual } from '@lizhu/programme/contract';
import { readinessLooks, type SiteCard } from '../contract.ts';

export interface SiteSheet {
  readonly language: 'zh' | 'en';
  readonly programmeName: Bilingual;
  readonly demonstration: boolean;
  readonly bases: readonly Base[];
  readonly site: SiteCard;
  /** The drawing of `drawSiteMap`. */
  readonly map: string;
  readonly crsName: Bilingual;
  readonly source: Bilingual;
  readonly dataDate: string;
  readonly printedAt: string;
  /** 审图号, when the map was reviewed. */
  readonly reviewNumber: string | null;
}

const SQM_PER_MU = 10_000 / 15;
const BLOCKERS_SHOWN = 6;

const words = {
  title: { zh: '连片地块信息单', en: 'Site sheet' },
  area: { zh: '面积', en: 'Area' },
  base: { zh: '所在基地', en: 'Base' },
  parcels: { zh: '宗地数', en: 'Parcels' },
  owners: { zh: '权利人数', en: 'Owners' },
  compactness: { zh: '紧凑度', en: 'Compactness' },
  rectangle: { zh: '最大内接矩形', en: 'Largest rectangle inside' },
  byClass: { zh: '按可用性', en: 'By readiness' },
  class: { zh: '类别', en: 'Class' },
  share: { zh: '占比', en: 'Share' },
  blockers: { zh: '制约地块（腾出后可扩大）', en: 'Parcels that would have to be freed to make it larger' },
  noBlockers: { zh: '无', en: 'None' },
  code: { zh: '宗地代码', en: 'Parcel code' },
  reason: { zh: '制约原因', en: 'What blocks it' },
  gain: { zh: '可增加', en: 'Gain' },
  note: { zh: '说明', en: 'Note' },
  crs: { zh: '坐标系', en: 'Coordinate system' },
  source: { zh: '数据来源', en: 'Source' },
  dataDate: { zh: '数据日期', en: 'Data as of' },
  printedAt: { zh: '制表日期', en: 'Printed' },
  review: { zh: '审图号', en: 'Map review number' },
  demonstration: { zh: '演示数据，不代表真实地块', en: 'Demonstration data; not real land' },
  legend: {
    zh: '粗线：连片范围；虚线：内接矩形；红虚线：基地红线',
    en: 'Bold: site; dashed: rectangle inside; red dashes: base boundary',
  },
} as const satisfies Record<string, Bilingual>;

/** The one page that goes to an investor or into a file. */
export function siteSheet(sheet: SiteSheet): Promise<Uint8Array> {
  const { site, language } = sheet;
  const say = (text: Bilingual): string => text[language];
  const found = site.found;
  const baseNames = found.baseIds.flatMap((id) =>
    sheet.bases.filter((base) => base.id === id).map((base) => say(base.name)),
  );
  const rectangle = found.inscribedRectangle;
  const facts: [Bilingual, string][] = [
    [words.area, `${mu(found.areaSqm)}（${hectares(found.areaSqm)}）`],
    [words.base, baseNames.join('、') || '—'],
    [words.parcels, String(found.parcelIds.length)],
    [words.owners, String(found.owners.length)],
    [words.compactness, found.compactness.toFixed(2)],
    [words.rectangle, `${Math.round(rectangle.lengthM)} × ${Math.round(rectangle.widthM)} m`],
    [words.note, site.note || '—'],
  ];
  const classes = found.classes.filter((total) => total.parcels > 0);
  const content: PdfBlock[] = [
    ...(sheet.demonstration
      ? [{ text: say(words.demonstration), color: '#b2182b', fontSize: 8, alignment: 'right' as const }]
      : []),
    { text: say(sheet.programmeName), fontSize: 9, color: '#595959' },
    { text: `${say(words.title)}：${site.name}`, fontSize: 17, bold: true, margin: [0, 2, 0, 6] },
    { svg: sheet.map, width: 523 },
    { text: say(words.legend), fontSize: 7.5, color: '#595959', margin: [0, 3, 0, 6] },
    {
      columnGap: 14,
      columns: [
        {
          width: 250,
          layout: 'lightHorizontalLines',
          table: {
            widths: [80, '*'],
            body: facts.map(([name, value]) => [{ text: say(name), color: '#595959' }, value]),
          },
        },
        {
          width: '*',
          layout: 'lightHorizontalLines',
          table: {
            widths: ['*', 60, 50],
            headerRows: 1,
            body: [
              [
                say(words.class),
                { text: say(words.area), alignment: 'right' },
                { text: say(words.share), alignment: 'right' },
              ],
              ...classes.map((total): PdfBlock[] => [
                say(readinessLooks[total.class].name),
                { text: mu(total.areaSqm), alignment: 'right' },
                { text: `${((total.areaSqm / found.areaSqm) * 100).toFixed(1)}%`, alignment: 'right' },
              ]),
            ],
          },
        },
      ],
    },
    { text: say(words.blockers), bold: true, margin: [0, 8, 0, 3] },
    found.blockers.length === 0
      ? say(words.noBlockers)
      : {
          layout: 'lightHorizontalLines',
          fontSize: 8,
          table: {
            widths: [120, '*', 70, 70],
            headerRows: 1,
            body: [
              [
                say(words.code),
                say(words.reason),
                { text: say(words.area), alignment: 'right' },
                { text: say(words.gain), alignment: 'right' },
              ],
              ...found.blockers
                .slice(0, BLOCKERS_SHOWN)
                .map((blocker): PdfBlock[] => [
                  blocker.code,
                  `${say(readinessLooks[blocker.readiness].name)} · ${say(blocker.because)}`,
                  { text: mu(blocker.areaSqm), alignment: 'right' },
                  { text: mu(blocker.gainSqm), alignment: 'right' },
                ]),
            ],
          },
        },
  ];
  const foot = [
    `${say(words.crs)}：${say(sheet.crsName)}`,
    `${say(words.source)}：${say(sheet.source)}`,
    `${say(words.dataDate)}：${sheet.dataDate}`,
    `${say(words.printedAt)}：${sheet.printedAt}`,
    `${say(words.review)}：${sheet.reviewNumber ?? '＿＿＿＿'}`,
  ].join('    ');
  return pdfOf({
    info: { title: site.name },
    content,
    footer: () => ({ text: foot, fontSize: 7.5, color: '#595959', margin: [36, 10, 36, 0] }),
  });
}

function mu(areaSqm: number): string {
  return `${(areaSqm / SQM_PER_MU).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} 亩`;
}

function hectares(areaSqm: number): string {
  return `${(areaSqm / 10_000).toFixed(4)} 公顷`;
}
