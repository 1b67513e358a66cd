import { type PdfBlock, pdfOf } from '@lizhu/documents';
import type { Bilingual } from '@lizhu/programme/contract';
import { readinessLooks, type SiteCard } from '../contract.ts';

export interface SiteSheet {
  readonly language: 'zh' | 'en';
  readonly programmeName: Bilingual;
  readonly demonstration: boolean;
  readonly bases: readonly { readonly id: string; readonly name: Bilingual }[];
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

/** How much a sheet says: the first that fits on one page is printed. */
const DENSITIES = [
  { blockers: 6, noteCharacters: 600, mapWidth: 523 },
  { blockers: 4, noteCharacters: 300, mapWidth: 430 },
  { blockers: 3, noteCharacters: 120, mapWidth: 340 },
  { blockers: 2, noteCharacters: 60, mapWidth: 260 },
] as const;
type Density = (typeof DENSITIES)[number];

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
export async function siteSheet(sheet: SiteSheet): Promise<Uint8Array> {
  let bytes = new Uint8Array();
  for (const density of DENSITIES) {
    let pages = 0;
    bytes = new Uint8Array(
      await pdfOf({
        info: { title: sheet.site.name },
        content: contentOf(sheet, density),
        footer: (_page, all) => {
          pages = all;
          return { text: footOf(sheet), fontSize: 7.5, color: GREY, margin: [36, 10, 36, 0] };
        },
      }),
    );
    if (pages === 1) break;
  }
  return bytes;
}

const GREY = '#595959';

function contentOf(sheet: SiteSheet, density: Density): PdfBlock[] {
  const { site, language } = sheet;
  const say = (text: Bilingual): string => text[language];
  const { blockers } = site.found;
  return [
    ...(sheet.demonstration
      ? [{ text: say(words.demonstration), color: '#b2182b', fontSize: 8, alignment: 'right' as const }]
      : []),
    { text: say(sheet.programmeName), fontSize: 9, color: GREY },
    {
      text: `${say(words.title)}${colon(language)}${site.name}`,
      fontSize: site.name.length > 40 ? 13 : 17,
      bold: true,
      margin: [0, 2, 0, 6],
    },
    { svg: sheet.map, width: density.mapWidth },
    { text: say(words.legend), fontSize: 7.5, color: GREY, margin: [0, 3, 0, 6] },
    {
      columnGap: 14,
      columns: [
        { width: 250, ...factTable(sheet, density) },
        { width: '*', ...classTable(sheet) },
      ],
    },
    { text: say(words.blockers), bold: true, margin: [0, 8, 0, 3] },
    blockers.length === 0 ? say(words.noBlockers) : blockerTable(sheet, density),
  ];
}

function factTable({ site, bases, language }: SiteSheet, { noteCharacters }: Density) {
  const { found, note } = site;
  const { widthM, lengthM } = found.inscribedRectangle;
  const names = bases.filter(({ id }) => found.baseIds.includes(id)).map(({ name }) => name[language]);
  const facts: [Bilingual, string][] = [
    [words.area, `${mu(found.areaSqm, language)} (${hectares(found.areaSqm, language)})`],
    [words.base, names.join(language === 'zh' ? '、' : ', ') || '—'],
    [words.parcels, String(found.parcelIds.length)],
    [words.owners, String(found.owners.length)],
    [words.compactness, found.compactness.toFixed(2)],
    [words.rectangle, `${Math.round(lengthM)} × ${Math.round(widthM)} m`],
    [words.note, note.length > noteCharacters ? `${note.slice(0, noteCharacters)}…` : note || '—'],
  ];
  return {
    layout: 'lightHorizontalLines',
    table: {
      widths: [80, '*'],
      body: facts.map(([name, value]): PdfBlock[] => [{ text: name[language], color: GREY }, value]),
    },
  };
}

function classTable({ site, language }: SiteSheet) {
  const { classes, areaSqm } = site.found;
  return {
    layout: 'lightHorizontalLines',
    table: {
      widths: [8, '*', 70, 45],
      headerRows: 1,
      body: [
        ['', words.class[language], right(words.area[language]), right(words.share[language])],
        ...classes
          .filter(({ parcels }) => parcels > 0)
          .map((total): PdfBlock[] => [
            swatch(readinessLooks[total.class].color),
            readinessLooks[total.class].name[language],
            right(mu(total.areaSqm, language)),
            right(`${((total.areaSqm / areaSqm) * 100).toFixed(1)}%`),
          ]),
      ],
    },
  };
}

function blockerTable({ site, language }: SiteSheet, density: Density): PdfBlock {
  return {
    layout: 'lightHorizontalLines',
    fontSize: 8,
    table: {
      widths: [120, '*', 70, 70],
      headerRows: 1,
      body: [
        [
          words.code[language],
          words.reason[language],
          right(words.area[language]),
          right(words.gain[language]),
        ],
        ...site.found.blockers
          .slice(0, density.blockers)
          .map((blocker): PdfBlock[] => [
            blocker.code,
            `${readinessLooks[blocker.readiness].name[language]} · ${blocker.because[language]}`,
            right(mu(blocker.areaSqm, language)),
            right(mu(blocker.gainSqm, language)),
          ]),
      ],
    },
  };
}

function footOf({ language, crsName, source, dataDate, printedAt, reviewNumber }: SiteSheet): string {
  const say = (name: Bilingual, value: string): string => `${name[language]}${colon(language)}${value}`;
  return [
    say(words.crs, crsName[language]),
    say(words.source, source[language]),
    say(words.dataDate, dataDate),
    say(words.printedAt, printedAt),
    say(words.review, reviewNumber ?? '＿＿＿＿'),
  ].join('    ');
}

function right(text: string): PdfBlock {
  return { text, alignment: 'right' };
}

function swatch(color: string): PdfBlock {
  return { svg: `<svg viewBox="0 0 8 8"><rect y="1" width="7" height="7" fill="${color}"/></svg>`, width: 8 };
}

type Language = SiteSheet['language'];

function colon(language: Language): string {
  return language === 'zh' ? '：' : ': ';
}

function mu(areaSqm: number, language: Language): string {
  const value = (areaSqm / SQM_PER_MU).toLocaleString('en-US', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return `${value} ${language === 'zh' ? '亩' : 'mu'}`;
}

function hectares(areaSqm: number, language: Language): string {
  return `${(areaSqm / 10_000).toFixed(4)} ${language === 'zh' ? '公顷' : 'ha'}`;
}
