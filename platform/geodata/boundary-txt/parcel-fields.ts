/** The fields of a parcel line before its `@`: the first eight always, the rest in the longer variants. */
export const parcelFields = [
  '界址点数',
  '地块面积',
  '地块编号',
  '地块名称',
  '记录图形属性',
  '图幅号',
  '地块用途',
  '地类编码',
  '图斑类型',
  '地类',
  '改造前等别',
  '改造后等别',
  '备注',
] as const;

export const BASE_FIELDS = 8;

/** Names of the fields of a line with so many of them; what lies beyond the known ones is numbered. */
export function parcelFieldName(index: number): string {
  return parcelFields[index] ?? `字段${index + 1}`;
}
