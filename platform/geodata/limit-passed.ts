import type { Bilingual } from './bilingual.ts';
import { GeodataError } from './geodata-error.ts';
import { eachPosition, type Geometry } from './geometry.ts';
import type { ReadLimits } from './limits.ts';

const names = {
  bytes: { zh: '文件字节数', en: 'bytes' },
  vertices: { zh: '单个要素的点数', en: 'vertices of one feature' },
  featureBytes: { zh: '单个要素的字节数', en: 'bytes of one feature' },
  fields: { zh: '字段数', en: 'fields' },
  columns: { zh: '列数', en: 'columns' },
  rows: { zh: '行数', en: 'rows' },
} as const satisfies Record<string, Bilingual>;

/** A file costs more than one reading may; `where` says where it was noticed. */
export function limitPassed(
  limit: keyof typeof names,
  max: number,
  where: Bilingual = { zh: '', en: '' },
): GeodataError {
  const { zh, en } = names[limit];
  return new GeodataError('limit-passed', {
    zh: `${where.zh && `${where.zh}：`}${zh}超过上限 ${max}；请拆分文件后分别导入`,
    en: `${where.en && `${where.en}: `}more ${en} than the limit of ${max}; split the file and import the parts`,
  });
}

/** @throws GeodataError `limit-passed` where a geometry has more positions than a reading allows. */
export function assertVertices(geometry: Geometry | null, { verticesMax }: ReadLimits): void {
  if (geometry === null) return;
  let count = 0;
  eachPosition(geometry, () => {
    count++;
  });
  if (count > verticesMax) throw limitPassed('vertices', verticesMax);
}
