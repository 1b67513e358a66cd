import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  baseFeatures,
  type City,
  type Feature,
  generateCity,
  layerFeatures,
  layerKinds,
  parcelAt,
  parcelFeatures,
} from '@lizhu/demo';
import {
  type Crs,
  createWriter,
  type Field,
  type FieldValue,
  formatOf,
  formats,
  type Geometry,
  resolveCrs,
} from '@lizhu/geodata';
import type { Command } from '../command.ts';
import { UsageError } from '../failures.ts';

/** Writes a demonstration city of any size as files. */
export const demoCity: Command = {
  slice: 'demo',
  verb: 'city',
  summary: { zh: '生成一座演示城市', en: 'make a demonstration city' },
  operands: [],
  options: [
    { name: 'out', value: 'DIR', required: true, text: { zh: '目标文件夹', en: 'folder to write into' } },
    {
      name: 'parcels',
      value: 'N',
      text: {
        zh: '地块数（至少），缺省 32000；上限四百万',
        en: 'parcels at least; 32000 unless told, four million at most',
      },
    },
    {
      name: 'seed',
      value: 'S',
      text: { zh: '随机种子；同一种子得同一城市', en: 'the same seed gives the same city, to the last byte' },
    },
    {
      name: 'format',
      value: formats.map(({ id }) => id).join('|'),
      text: { zh: '各文件的格式，缺省 geojson', en: 'format of the files; geojson unless told' },
    },
    {
      name: 'crs',
      value: 'EPSG',
      text: { zh: '坐标系，缺省 EPSG:4490', en: 'coordinate system; EPSG:4490 unless told' },
    },
  ],
  notes: [
    {
      zh: '写出地块 parcels、七个基地的红线 bases（含历史版本）、九个规划图层各一个文件，以及 about.json：数据说明、基地面积、已知的连片地块。七个基地本身约需两万地块，更小的 N 也得到这么多。',
      en: 'Writes the parcels, the red lines of the seven bases (with earlier versions), nine planning layers, a file each, and about.json: what the data is, areas of the bases, sites known to be there. The bases alone need some 20,000 parcels; a smaller N gives as many.',
    },
    {
      zh: '基地名称与面积来自公开资料，地块、规划、权属均为虚构，不得用作真实数据。',
      en: 'Names and areas of the bases are public; parcels, plans and owners are invented and must not pass as real.',
    },
  ],
  examples: [
    'lizhu demo city --out city',
    'lizhu demo city --parcels 1000000 --format flatgeobuf --out city',
  ],
  async run({ options }, console) {
    const folder = options.text('out')!;
    const parcels = wholeNumber('parcels', options.number('parcels', { min: 1, max: 4_000_000 }) ?? 32_000);
    const seed = wholeNumber('seed', options.number('seed', { min: 0, max: 4_294_967_295 }) ?? 20_210_618);
    const formatId = options.text('format') ?? 'geojson';
    const format = formats.find(({ id }) => id === formatId);
    if (!format) throw new UsageError({ zh: `没有格式“${formatId}”`, en: `no format "${formatId}"` });
    const crs = resolveCrs(options.text('crs') ?? 'EPSG:4490');

    const city = generateCity({ seed, parcels });
    await mkdir(folder, { recursive: true });
    const [suffix] = formatOf(format.id).extensions;
    const counts: Record<string, number> = {};
    for (const { name, fields, features } of contents(city)) {
      const options = { crs, layerName: name, fields };
      const writer = await createWriter(join(folder, `${name}${suffix}`), format.id, options);
      try {
        let count = 0;
        for (const feature of features()) {
          await writer.write(outFeature(feature));
          count++;
        }
        await writer.finish();
        counts[name] = count;
      } catch (error) {
        await writer.discard();
        throw error;
      }
    }
    await writeFile(join(folder, 'about.json'), `${JSON.stringify(about(city, crs), null, 2)}\n`);
    const document = {
      parcels: city.parcels.polygons.count,
      seed,
      features: counts,
      format: format.id,
      crs: crs.id,
      out: folder,
    };
    console.result(document, {
      zh: `${city.parcels.polygons.count} 个地块与 ${Object.keys(counts).length - 1} 个图层已写入 ${folder}（${city.label.zh}）`,
      en: `${city.parcels.polygons.count} parcels and ${Object.keys(counts).length - 1} layers written to ${folder} (${city.label.en})`,
    });
  },
};

interface Content {
  readonly name: string;
  readonly fields: readonly Field[];
  readonly features: () => Iterable<Feature<object>>;
}

function contents(city: City): Content[] {
  const layerFields: readonly Field[] = [
    { name: 'class_code', type: 'text' },
    { name: 'name', type: 'text' },
  ];
  return [
    {
      name: 'parcels',
      fields: [
        { name: 'code', type: 'text' },
        { name: 'use_code', type: 'text' },
        { name: 'tenure', type: 'text' },
        { name: 'acquired', type: 'boolean' },
        { name: 'village_industry', type: 'boolean' },
        { name: 'owner', type: 'text' },
        { name: 'legal_area_sqm', type: 'number' },
      ],
      features: () => parcelFeatures(city),
    },
    {
      name: 'bases',
      fields: [
        { name: 'code', type: 'text' },
        { name: 'name', type: 'text' },
        { name: 'version', type: 'integer' },
        { name: 'document_number', type: 'text' },
        { name: 'effective_from', type: 'text' },
        { name: 'effective_to', type: 'text' },
      ],
      features: () => baseFeatures(city),
    },
    ...layerKinds.map((kind) => ({
      name: kind,
      fields: layerFields,
      features: () => layerFeatures(city.layers[kind]),
    })),
  ];
}

function outFeature({ id, geometry, properties }: Feature<object>) {
  const own = properties as Readonly<Record<string, FieldValue>>;
  const code = own['code'];
  return {
    id: typeof code === 'string' && own['version'] === undefined ? code : String(id),
    properties: own,
    geometry: geometry as unknown as Geometry,
  };
}

function about(city: City, crs: Crs): object {
  return {
    label: city.label,
    seed: city.seed,
    programme: city.programme,
    asOf: city.asOf,
    crs: crs.id,
    parcels: city.parcels.polygons.count,
    bases: city.bases.map(({ code, name, areaMu, areaConfirmed, areaSource, versions }) => ({
      code,
      name,
      areaMu,
      areaConfirmed,
      areaSource,
      areaSqm: versions.at(-1)!.areaSqm,
    })),
    expectedSites: city.expectedSites.map(({ baseCode, minMu, areaSqm, parcels, gapM }) => ({
      baseCode,
      minMu,
      areaSqm,
      gapM,
      parcels: Array.from(parcels, (row) => parcelAt(city.parcels, row).code),
    })),
  };
}

function wholeNumber(name: string, value: number): number {
  if (Number.isInteger(value)) return value;
  throw new UsageError({ zh: `--${name} 应为整数`, en: `--${name} wants a whole number` });
}
