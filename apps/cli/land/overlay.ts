import { overlayAreas, planeAreasSqm } from '@lizhu/fabric';
import type { Command } from '../command.ts';
import { coverOnce } from './cover-once.ts';
import { CsvFile } from './csv-file.ts';
import { choiceOf, crsOption, encodingOption, idOption, landFile } from './file-options.ts';
import { layGrid } from './outlines.ts';
import { readLand } from './read-land.ts';

/** For each parcel, how much of it a layer covers. */
export const landOverlay: Command = {
  slice: 'land',
  verb: 'overlay',
  summary: { zh: '地块与图层的压占面积', en: 'area of each parcel that a layer covers' },
  operands: [
    { name: 'PARCELS', text: { zh: '地块文件', en: 'file of parcels' } },
    { name: 'LAYER', text: { zh: '图层文件', en: 'file of the layer' } },
  ],
  options: [
    {
      name: 'out',
      value: 'OUT.csv',
      required: true,
      text: { zh: '结果：id,area_sqm,overlap_sqm', en: 'result: id,area_sqm,overlap_sqm' },
    },
    crsOption,
    {
      name: 'layer-crs',
      value: 'EPSG',
      text: {
        zh: '图层的坐标系；缺省取其自身所写，其次 --crs',
        en: 'coordinate system of the layer; its own unless told, else --crs',
      },
    },
    encodingOption,
    idOption,
  ],
  notes: [
    {
      zh: '每个地块一行，按文件顺序。面积为 CGCS2000 图斑椭球面积（m²）；压占面积按同一基准，两图层互不套合也无妨。',
      en: 'One row a parcel, in file order. Areas are statutory ellipsoid areas on CGCS2000 (m²), overlaps on the same basis; the files may be in different coordinate systems.',
    },
    {
      zh: '无法使用的地块（lizhu land check 说明原因）数值留空；没有图形的为 0。',
      en: 'A parcel that cannot be used (lizhu land check says why) has empty figures; one without any geometry has 0.',
    },
  ],
  examples: ['lizhu land overlay parcels.shp.zip farmland.gpkg --crs EPSG:4547 --out overlap.csv'],
  async run({ operands, options }, console) {
    const out = options.text('out')!;
    const choice = choiceOf(options);
    const land = await readLand(landFile(operands[0]!, choice), console, { idField: options.text('id') });
    const layer = await readLand(landFile(operands[1]!, { crs: options.text('layer-crs') }), console, {
      fallbackCrs: options.text('crs'),
    });
    if (land.outlines.count > 0 && layer.outlines.count > 0 && !layer.outlines.meets(land.outlines)) {
      console.say({
        zh: '图层与地块的范围互不相接：请核对坐标系',
        en: 'the layer lies wholly beside the parcels: check the coordinate systems',
      });
    }
    const grid = layGrid(land.outlines, [layer.outlines]);
    const parcels = land.outlines.on(grid);
    const planeSqm = planeAreasSqm(parcels);
    const cover = coverOnce(layer.outlines.on(grid));
    if (cover.overlapping > 0) {
      console.say({
        zh: `图层有 ${cover.overlapping} 个面互相重叠；重叠处只计一次`,
        en: `${cover.overlapping} polygons of the layer overlap each other; their common ground counts once`,
      });
    }
    const overlapPlaneSqm = overlayAreas(parcels, cover.polygons);
    // The scale of the plane is the same all over one parcel, to 1e-8.
    const overlapsSqm = land.areasSqm.map((areaSqm, row) =>
      planeSqm[row]! > 0 ? (overlapPlaneSqm[row]! * areaSqm) / planeSqm[row]! : areaSqm,
    );
    let totalSqm = 0;
    let overlapSqm = 0;
    let covered = 0;
    for (const [row, areaSqm] of land.areasSqm.entries()) {
      if (Number.isNaN(areaSqm)) continue;
      totalSqm += areaSqm;
      overlapSqm += overlapsSqm[row]!;
      if (overlapsSqm[row]! > 0) covered++;
    }
    await CsvFile.write(out, ['id', 'area_sqm', 'overlap_sqm'], rows(land.ids, land.areasSqm, overlapsSqm));
    const document = {
      parcels: land.ids.length,
      overlapping: covered,
      areaSqm: rounded(totalSqm),
      overlapSqm: rounded(overlapSqm),
      out,
    };
    console.result(document, {
      zh: `${land.ids.length} 个地块，其中 ${covered} 个有压占，合计 ${overlapSqm.toFixed(2)} m²；已写入 ${out}`,
      en: `${land.ids.length} parcels, ${covered} of them covered in part, ${overlapSqm.toFixed(2)} m² in all; written to ${out}`,
    });
  },
};

function* rows(
  ids: readonly string[],
  areasSqm: Float64Array,
  overlapsSqm: Float64Array,
): Generator<string[]> {
  for (const [row, id] of ids.entries()) yield [id, sqm(areasSqm[row]!), sqm(overlapsSqm[row]!)];
}

/** To a tenth of a thousandth of a square metre; empty where there is no figure. */
function sqm(areaSqm: number): string {
  return Number.isNaN(areaSqm) ? '' : Math.max(0, areaSqm).toFixed(4);
}

function rounded(areaSqm: number): number {
  return Math.round(areaSqm * 1e4) / 1e4;
}
