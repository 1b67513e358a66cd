import { ellipsoidAreaSqm } from '@lizhu/fabric';
import iconv from 'iconv-lite';
import { findZone, type GaussKrugerZone } from '../crs/gauss-kruger-crs.ts';
import { dayInChina } from '../day-in-china.ts';
import { encodingName } from '../detect/encoding-name.ts';
import type { OutFeature, WriteOptions, Writer } from '../format.ts';
import { eastFirst } from '../from-lon-lat.ts';
import type { FieldValue } from '../geo-feature.ts';
import { GeodataError } from '../geodata-error.ts';
import { type AreaGeometry, partsOf, type Ring } from '../geometry.ts';
import { PendingFile } from '../pending-file.ts';
import { BASE_FIELDS, parcelFields } from './parcel-fields.ts';

const COORDINATE_DECIMALS = 4;

/** Field names under which a parcel's data may come, for each field of the format that is not computed. */
const sources: Readonly<Record<string, readonly string[]>> = {
  地块编号: ['地块编号', 'DKBH', 'ZDDM', '宗地代码', '编号', 'code'],
  地块名称: ['地块名称', 'DKMC', '名称', 'name'],
  图幅号: ['图幅号', 'TFH'],
  地块用途: ['地块用途', 'DKYT', 'YT', '用途', 'use'],
  地类编码: ['地类编码', 'DLBM'],
  图斑类型: ['图斑类型', 'TBLX'],
  地类: ['地类', 'DLMC', '地类名称'],
  改造前等别: ['改造前等别'],
  改造后等别: ['改造后等别'],
  备注: ['备注', 'BZ', 'remark'],
};

/**
 * Writes the boundary-point exchange format (勘测定界界址点坐标交换格式): north first, rings closed by their first point again, parts and holes
 * told by ring number. It holds parcels in a CGCS2000 Gauss-Krüger zone, and of their attributes those that it names.
 */
export async function createBoundaryTxt(path: string, options: WriteOptions): Promise<Writer> {
  const { epsg, label } = options.crs;
  const zone = epsg === null ? undefined : findZone({ epsg });
  if (!zone) {
    throw new GeodataError(
      'write-refused',
      {
        zh: `界址点 TXT 只能用 CGCS2000 高斯-克吕格投影（EPSG:4491–4554），不能用 ${label}`,
        en: `boundary-point TXT holds CGCS2000 Gauss-Kruger zones (EPSG:4491–4554), not ${label}`,
      },
      [{ value: 'EPSG:4526', note: { zh: '3 度带第 38 带', en: '3-degree zone 38' } }],
    );
  }
  return new BoundaryTxtWriter(await PendingFile.create(path), options, zone);
}

class BoundaryTxtWriter implements Writer {
  readonly #file: PendingFile;
  readonly #options: WriteOptions;
  readonly #zone: GaussKrugerZone;
  readonly #encoding: string;
  readonly #fieldCount: number;
  #features = 0;

  constructor(file: PendingFile, options: WriteOptions, zone: GaussKrugerZone) {
    this.#file = file;
    this.#options = options;
    this.#zone = zone;
    this.#encoding = encodingName(options.encoding ?? 'UTF-8');
    const names = new Set(options.fields.map(({ name }) => name));
    const longer = parcelFields.slice(BASE_FIELDS).some((field) => names.has(field));
    this.#fieldCount = longer ? parcelFields.length : BASE_FIELDS;
  }

  async write({ id, properties, geometry }: OutFeature): Promise<void> {
    if (this.#features++ === 0) await this.#put(this.#header());
    if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') {
      const type = geometry?.type ?? 'null';
      throw new GeodataError('write-refused', {
        zh: `界址点 TXT 只能存面，第 ${this.#features} 个要素是 ${type}`,
        en: `boundary-point TXT holds polygons; feature ${this.#features} is ${type}`,
      });
    }
    const points = pointLines(geometry, this.#options);
    const computed: Readonly<Record<string, string>> = {
      界址点数: String(points.count),
      地块面积: (areaSqm(geometry) / 10_000).toFixed(4),
      记录图形属性: '面',
    };
    const fields = parcelFields.slice(0, this.#fieldCount).map((field) => {
      const value = computed[field] ?? fieldText(attributeOf(field, properties));
      return value === '' && field === '地块编号' ? fieldText(id) : value;
    });
    await this.#put(`${fields.join(',')},@\r\n${points.text}`);
  }

  async finish(): Promise<void> {
    if (this.#features === 0) await this.#put(this.#header());
    await this.#file.finish();
  }

  async discard(): Promise<void> {
    await this.#file.discard();
  }

  #header(): string {
    const lines = [
      '[属性描述]',
      '格式版本号=1.01版本',
      '数据产生单位=Lizhu',
      `数据产生日期=${dayInChina(new Date())}`,
      '坐标系=2000国家大地坐标系',
      `几度分带=${this.#zone.widthDeg}`,
      '投影类型=高斯克吕格',
      '计量单位=米',
      `带号=${this.#zone.zone}`,
      `精度=${(10 ** -COORDINATE_DECIMALS).toFixed(COORDINATE_DECIMALS)}`,
      '转换参数=0,0,0,0,0,0,0',
      '[地块坐标]',
    ];
    return `${lines.join('\r\n')}\r\n`;
  }

  async #put(text: string): Promise<void> {
    if (this.#encoding === 'UTF-8') {
      await this.#file.write(text);
      return;
    }
    const bytes = iconv.encode(text, this.#encoding);
    if (iconv.decode(bytes, this.#encoding) !== text) {
      throw new GeodataError('write-refused', {
        zh: `第 ${this.#features} 个要素含 ${this.#encoding} 没有的字；请改用 UTF-8`,
        en: `feature ${this.#features} holds characters that ${this.#encoding} does not have; use UTF-8`,
      });
    }
    await this.#file.write(bytes);
  }
}

function attributeOf(field: string, properties: OutFeature['properties']): FieldValue {
  for (const name of sources[field] ?? []) {
    const value = properties[name];
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return null;
}

/** A comma would split the field, a line end the line. */
function fieldText(value: FieldValue): string {
  return String(value ?? '')
    .replaceAll(',', '，')
    .replaceAll('@', '＠')
    .replace(/\s+/g, ' ')
    .trim();
}

function pointLines(
  geometry: AreaGeometry,
  { crs }: WriteOptions,
): { readonly text: string; readonly count: number } {
  const plane = eastFirst(crs);
  const lines: string[] = [];
  let count = 0;
  let ringNumber = 0;
  for (const part of partsOf(geometry)) {
    for (const ring of part) {
      ringNumber++;
      const first = count + 1;
      for (const [lon, lat] of opened(ring)) {
        count++;
        lines.push(pointLine(`J${count}`, ringNumber, plane.fromLonLat(lon, lat)));
      }
      const [lon, lat] = ring[0]!;
      lines.push(pointLine(`J${first}`, ringNumber, plane.fromLonLat(lon, lat)));
    }
  }
  return { text: `${lines.join('\r\n')}\r\n`, count };
}

function pointLine(label: string, ring: number, [east, north]: readonly [number, number]): string {
  return `${label},${ring},${north.toFixed(COORDINATE_DECIMALS)},${east.toFixed(COORDINATE_DECIMALS)}`;
}

function opened(ring: Ring): Ring {
  const first = ring[0]!;
  const last = ring.at(-1)!;
  return ring.length > 1 && first[0] === last[0] && first[1] === last[1] ? ring.slice(0, -1) : ring;
}

function areaSqm(geometry: AreaGeometry): number {
  let sum = 0;
  for (const part of partsOf(geometry)) {
    for (let r = 0; r < part.length; r++) sum += (r === 0 ? 1 : -1) * ellipsoidAreaSqm(part[r]!.flat());
  }
  return sum;
}
