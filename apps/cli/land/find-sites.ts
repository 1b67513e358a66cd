import {
  allowedLinks,
  assembleSites,
  buildAdjacency,
  connectComponents,
  linksAcross,
  outlineGroups,
  type Polygons,
  planeAreasSqm,
} from '@lizhu/fabric';
import { resolveCrs } from '@lizhu/geodata';
import type { Command, Options } from '../command.ts';
import type { Console } from '../console.ts';
import { InputError, UsageError } from '../failures.ts';
import { assertFields, parseCondition } from './condition.ts';
import { coverOnce } from './cover-once.ts';
import { choiceOf, crsOption, encodingOption, formatToWrite, idOption, landFile } from './file-options.ts';
import { classFields, layerRules, type SiteLayerKind } from './layer-rules.ts';
import { layGrid, type Outlines } from './outlines.ts';
import { readLand } from './read-land.ts';
import { type FoundSite, writeSites } from './site-file.ts';

const SQM_PER_MU = 10_000 / 15;
const TOLERANCE_M = 0.05;
/** Parcels that touch along less than this only meet at a corner. */
const MIN_SHARED_M = 1;

/** Contiguous sites out of parcels that pass. */
export const landFindSites: Command = {
  slice: 'land',
  verb: 'find-sites',
  summary: { zh: '查找连片地块', en: 'find contiguous sites' },
  operands: [{ name: 'PARCELS', text: { zh: '地块文件', en: 'file of parcels' } }],
  options: [
    {
      name: 'out',
      value: 'OUT.geojson',
      required: true,
      text: {
        zh: '结果：连片外轮廓，格式由后缀定',
        en: 'result: outlines of the sites, in the format of the suffix',
      },
    },
    {
      name: 'layer',
      value: 'KIND=FILE',
      repeatable: true,
      text: { zh: '规划图层，种类见下', en: 'planning layer, of a kind named below' },
    },
    {
      name: 'where',
      value: 'CONDITION',
      repeatable: true,
      text: {
        zh: '地块属性条件：字段=值、!=、>、>=、<、<=、字段 in 值,值；多个须全部满足',
        en: 'condition on a parcel: field=value, !=, >, >=, <, <=, field in value,value; all given must hold',
      },
    },
    {
      name: 'min-mu',
      value: 'N',
      text: { zh: '最小面积（亩），缺省不限', en: 'smallest area in mu; none unless told' },
    },
    {
      name: 'max-mu',
      value: 'N',
      text: {
        zh: '最大面积（亩）；更大的连片从中长出紧凑的一块',
        en: 'largest area in mu; out of more ground the best compact sites are grown',
      },
    },
    {
      name: 'gap-m',
      value: 'X',
      text: {
        zh: '可跨越的间隔（米），如道路宽；缺省 0',
        en: 'gap that may be bridged, such as a street, in metres; 0 unless told',
      },
    },
    {
      name: 'class-field',
      value: 'KIND=FIELD',
      repeatable: true,
      text: {
        zh: '某图层的分类字段；缺省按常用名',
        en: 'field with the classes of a layer; one of the usual names unless told',
      },
    },
    crsOption,
    encodingOption,
    idOption,
  ],
  notes: [
    {
      zh: `图层种类：\n${kindsText('zh')}`,
      en: `Kinds of layers:\n${kindsText('en')}`,
    },
    {
      zh: '相接指公共界线至少 1 m（5 cm 以内视为重合）。--crs 也用于未写明坐标系的图层。面积为椭球面积；1 亩 = 10,000/15 m²。结果由大到小，互不重叠，附面积、周长、紧凑度（4πA/P²）与地块标识。',
      en: 'Parcels touch when they share at least 1 m of boundary (within 5 cm). --crs also goes for layers that state no coordinate system. Areas are statutory; 1 mu = 10,000/15 m². Sites come largest first, none overlapping another, with area, perimeter, compactness (4πA/P²) and the identifiers of their parcels.',
    },
    {
      zh: '--json：{"parcels","passing","components","sites","seconds"}，均为数；seconds 自开始读文件到结果写完。',
      en: '--json: {"parcels","passing","components","sites","seconds"}, all numbers; seconds from the first read to the last write.',
    },
  ],
  examples: [
    'lizhu land find-sites parcels.geojson --layer farmland=farmland.geojson --layer buildings=buildings.geojson --min-mu 300 --out sites.geojson',
    "lizhu land find-sites 宗地.zip --crs 4547 --where '权属=国有' --gap-m 20 --layer river=river.zip --min-mu 50 --out sites.gpkg",
  ],
  async run({ operands, options }, console) {
    const startedMs = performance.now();
    const out = options.text('out')!;
    const format = formatToWrite(out, null);
    const limits = limitsOf(options);
    const conditions = options.texts('where').map(parseCondition);
    const layerFiles = pairsOf(options, 'layer');
    const classFieldOf = new Map(pairsOf(options, 'class-field'));

    let crsId = 'EPSG:4490';
    const meets: number[] = [];
    const land = await readLand(landFile(operands[0]!, choiceOf(options)), console, {
      idField: options.text('id'),
      opened: ({ fields, crs }) => {
        assertFields(conditions, fields);
        crsId = crs.id;
      },
      visit: ({ properties }, row) => {
        if (conditions.every(({ field, holds }) => holds(properties[field] ?? null))) meets.push(row);
      },
    });
    const layers: { kind: SiteLayerKind; outlines: Outlines; classes: string[] }[] = [];
    for (const [kind, file] of layerFiles) {
      layers.push({
        kind,
        ...(await readLayer(kind, file, classFieldOf.get(kind) ?? null, options, console)),
      });
    }

    const grid = layGrid(
      land.outlines,
      layers.map(({ outlines }) => outlines),
    );
    const parcels = land.outlines.on(grid);
    const planeSqm = planeAreasSqm(parcels);
    const passing = new Uint8Array(parcels.count);
    for (const row of meets) passing[row] = planeSqm[row]! > 0 ? 1 : 0;
    const barriers: Polygons[] = [];
    for (const { kind, outlines, classes } of layers) {
      if (!outlines.meets(land.outlines)) {
        console.say({
          zh: `${kind}：图层与地块的范围互不相接，请核对坐标系`,
          en: `${kind}: the layer lies wholly beside the parcels, check the coordinate systems`,
        });
      }
      const drawn = outlines.on(grid);
      const layer = 'classed' in layerRules[kind] ? drawn : coverOnce(drawn).polygons;
      const { stays } = layerRules[kind];
      if (stays === null) barriers.push(layer);
      else
        for (const [row, stay] of stays({ parcels, planeSqm, layer, classes }).entries())
          passing[row]! &= stay;
    }

    const areaSqm = land.areasSqm.map((sqm) => (Number.isNaN(sqm) ? 0 : sqm));
    const { gapM } = limits;
    const adjacency = buildAdjacency(parcels, { toleranceM: TOLERANCE_M, gapM, minSharedM: MIN_SHARED_M });
    const crossed = linksAcross(parcels, adjacency, barriers, { gapM, parcels: passing });
    const linkAllowed = allowedLinks(adjacency, { gapM, crossed });
    const components = connectComponents(adjacency, areaSqm, { passing, linkAllowed });
    const sites = sitesOf({ polygons: parcels, areaSqm, adjacency, linkAllowed }, components, limits);
    const outlines = outlineGroups(parcels, groupsOf(sites), { toleranceM: TOLERANCE_M });
    await writeSites(out, sites, outlines, grid, { format, crs: resolveCrs(crsId), ids: land.ids });

    const count = components.parcels.length;
    const seconds = Math.round(performance.now() - startedMs) / 1000;
    const document = {
      parcels: parcels.count,
      passing: count,
      components: components.count,
      sites: sites.length,
      seconds,
    };
    const largestMu = ((sites[0]?.areaSqm ?? 0) / SQM_PER_MU).toFixed(1);
    console.result(document, {
      zh: `${parcels.count} 个地块，${count} 个符合，连成 ${components.count} 片；${sites.length} 处连片地块${sites.length > 0 ? `，最大 ${largestMu} 亩` : ''}，用时 ${seconds} 秒；已写入 ${out}`,
      en: `${parcels.count} parcels, ${count} pass and fall into ${components.count} components; ${sites.length} sites${sites.length > 0 ? `, the largest of ${largestMu} mu` : ''}, in ${seconds} s; written to ${out}`,
    });
  },
};

interface Limits {
  readonly minSqm: number;
  readonly maxSqm: number | null;
  readonly gapM: number;
}

function limitsOf(options: Options): Limits {
  const minMu = options.number('min-mu', { min: 0 }) ?? 0;
  const maxMu = options.number('max-mu', { min: 0 });
  if (maxMu !== null && maxMu < minMu) {
    throw new UsageError({ zh: '--max-mu 小于 --min-mu', en: '--max-mu is below --min-mu' });
  }
  return {
    minSqm: minMu * SQM_PER_MU,
    maxSqm: maxMu === null ? null : maxMu * SQM_PER_MU,
    gapM: options.number('gap-m', { min: 0, max: 10_000 }) ?? 0,
  };
}

/** `KIND=…` options of a known kind. */
function pairsOf(options: Options, name: 'layer' | 'class-field'): [SiteLayerKind, string][] {
  return options.texts(name).map((text) => {
    const at = text.indexOf('=');
    const kind = text.slice(0, at);
    if (at > 0 && at + 1 < text.length && kind in layerRules)
      return [kind as SiteLayerKind, text.slice(at + 1)];
    const kinds = Object.keys(layerRules).join(', ');
    throw new UsageError({
      zh: `--${name} “${text}”：应为 种类=值，种类为 ${kinds}`,
      en: `--${name} "${text}": write KIND=…, KIND one of ${kinds}`,
    });
  });
}

async function readLayer(
  kind: SiteLayerKind,
  file: string,
  stated: string | null,
  options: Options,
  console: Console,
) {
  const classed = 'classed' in layerRules[kind];
  const classes: string[] = [];
  let field: string | null = stated;
  const { outlines } = await readLand(landFile(file), console, {
    fallbackCrs: options.text('crs'),
    opened: ({ fields }) => {
      const named = (name: string): string | undefined =>
        fields.find((known) => known.name.toLowerCase() === name)?.name;
      field = stated ?? classFields.map(named).find((name) => name !== undefined) ?? null;
      if (!classed || (field !== null && fields.some(({ name }) => name === field))) return;
      const names = fields
        .slice(0, 20)
        .map(({ name }) => name)
        .join(', ');
      throw new InputError({
        zh: `${kind}：不知哪个字段是分类；用 --class-field ${kind}=字段 指定，文件的字段有 ${names || '（无）'}`,
        en: `${kind}: which field holds the classes? State --class-field ${kind}=FIELD; the file has ${names || 'none'}`,
      });
    },
    visit: ({ properties }) => {
      classes.push(field === null ? '' : String(properties[field] ?? ''));
    },
  });
  return { outlines, classes };
}

/** Without an upper limit each component that is large enough is a site; with one, sites are grown. */
function sitesOf(
  fabric: Parameters<typeof assembleSites>[0],
  components: ReturnType<typeof connectComponents>,
  { minSqm, maxSqm }: Limits,
): FoundSite[] {
  if (maxSqm !== null) return assembleSites(fabric, components, { minSqm, maxSqm }, Number.MAX_SAFE_INTEGER);
  const sites: FoundSite[] = [];
  for (let c = 0; c < components.count; c++) {
    const areaSqm = components.areaSqm[c]!;
    if (areaSqm < minSqm) continue;
    sites.push({
      areaSqm,
      parcels: components.parcels.subarray(components.start[c]!, components.start[c + 1]!),
    });
  }
  return sites.sort((a, b) => b.areaSqm - a.areaSqm || a.parcels[0]! - b.parcels[0]!);
}

function groupsOf(sites: readonly FoundSite[]) {
  const start = new Int32Array(sites.length + 1);
  for (const [i, { parcels }] of sites.entries()) start[i + 1] = start[i]! + parcels.length;
  const parcels = new Int32Array(start[sites.length]!);
  for (const [i, site] of sites.entries()) parcels.set(site.parcels, start[i]!);
  return { count: sites.length, start, parcels };
}

function kindsText(language: 'zh' | 'en'): string {
  return Object.entries(layerRules)
    .map(([kind, { text }]) => `  ${kind.padEnd(12)}${text[language]}`)
    .join('\n');
}
