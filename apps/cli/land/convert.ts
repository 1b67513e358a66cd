import { createWriter, openGeodata, placeText, resolveCrs } from '@lizhu/geodata';
import type { Command } from '../command.ts';
import { encodingOption, formatOption, formatToWrite, landFile, layerOption } from './file-options.ts';

/** Writes a file again in another format, coordinate system or encoding. */
export const landConvert: Command = {
  slice: 'land',
  verb: 'convert',
  summary: { zh: '转换格式与坐标系', en: 'convert format and coordinate system' },
  operands: [
    { name: 'IN', text: { zh: '来源文件', en: 'file to read' } },
    { name: 'OUT', text: { zh: '目标文件，格式由后缀定', en: 'file to write, in the format of its suffix' } },
  ],
  options: [
    {
      name: 'from',
      value: 'CRS',
      text: {
        zh: '来源的坐标系；文件自身写明时可省',
        en: 'coordinate system of IN; needed unless it states its own',
      },
    },
    {
      name: 'to',
      value: 'CRS',
      text: { zh: '目标的坐标系；缺省与来源相同', en: 'coordinate system of OUT; that of IN unless told' },
    },
    formatOption,
    {
      ...formatOption,
      name: 'from-format',
      text: { zh: '来源的格式；缺省由内容判断', en: 'format of IN; judged from its content unless told' },
    },
    encodingOption,
    {
      name: 'out-encoding',
      value: 'E',
      text: {
        zh: '目标的文字编码（Shapefile、TXT、CSV）；缺省 UTF-8',
        en: 'encoding of OUT (shapefile, TXT, CSV); UTF-8 unless told',
      },
    },
    layerOption,
  ].map((option) =>
    option === formatOption
      ? {
          ...option,
          text: { zh: '目标的格式；缺省由后缀判断', en: 'format of OUT; by its suffix unless told' },
        }
      : option,
  ),
  notes: [
    {
      zh: '图形按原样写出，不作修复；读不出的要素逐个说明，不会悄悄丢失。CGCS2000 与 WGS84 之间不作移位。',
      en: 'Geometries are written as they are, not repaired; features that cannot be read are named one by one, none is dropped in silence. CGCS2000 and WGS 84 count as the same.',
    },
    {
      zh: '--json：{"features","written","unreadable":[{"id","reason","place"}],"from","to","format","out"}',
      en: '--json: {"features","written","unreadable":[{"id","reason","place"}],"from","to","format","out"}',
    },
  ],
  examples: [
    'lizhu land convert 界址点.txt parcels.gpkg --to EPSG:4490',
    'lizhu land convert parcels.gpkg parcels.zip --format shapefile --to EPSG:4526 --out-encoding GBK',
  ],
  async run({ operands, options }, console) {
    const out = operands[1]!;
    const format = formatToWrite(out, options.text('format'));
    const { source, choice } = landFile(operands[0]!, {
      crs: options.text('from'),
      encoding: options.text('encoding'),
      format: options.text('from-format'),
      layer: options.text('layer'),
    });
    const to = options.text('to');
    const target = to === null ? null : resolveCrs(to);
    const opened = await openGeodata(source, choice);
    try {
      const crs = target ?? opened.crs;
      const encoding = options.text('out-encoding');
      const writer = await createWriter(out, format, {
        crs,
        layerName: opened.layer,
        fields: opened.fields.map(({ name, type }) => ({ name, type })),
        ...(encoding === null ? {} : { encoding }),
      });
      let features = 0;
      const unreadable: { id: string; reason: string; place: string }[] = [];
      try {
        for await (const { id, index, properties, geometry, faults } of opened.features()) {
          features++;
          const fault = faults.find(({ severity }) => severity === 'quarantine');
          if (geometry === null && fault) {
            const reason = fault.message[console.language];
            const place = placeText(fault.place)[console.language];
            unreadable.push({ id: id ?? String(index), reason, place });
            console.say({ zh: `未写出：${reason}（${place}）`, en: `not written: ${reason} (${place})` });
          } else await writer.write({ id, properties, geometry });
        }
        await writer.finish();
      } catch (error) {
        await writer.discard();
        throw error;
      }
      const written = features - unreadable.length;
      const document = { features, written, unreadable, from: opened.crs.id, to: crs.id, format, out };
      console.result(document, {
        zh: `${features} 个要素中写出 ${written} 个：${opened.crs.label} → ${crs.label}，${out}`,
        en: `${written} of ${features} features written: ${opened.crs.label} → ${crs.label}, ${out}`,
      });
    } finally {
      await opened.close();
    }
  },
};
