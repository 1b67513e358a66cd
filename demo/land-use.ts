/** Present uses that occur in the city: codes of GB/T 21010-2017. */
export const useCodes = [
  '0101', // 水田
  '0102', // 水浇地
  '0103', // 旱地
  '0201', // 果园
  '0204', // 其他园地
  '0301', // 乔木林地
  '0305', // 灌木林地
  '0404', // 其他草地
  '0501', // 零售商业
  '0504', // 旅馆
  '0601', // 工业
  '0604', // 仓储
  '0701', // 城镇住宅
  '0702', // 农村宅基地
  '0803', // 教育
  '0809', // 公用设施
  '0810', // 公园与绿地
  '1001', // 铁路
  '1003', // 公路
  '1004', // 城镇村道路
  '1006', // 农村道路
  '1101', // 河流水面
  '1102', // 湖泊水面
  '1104', // 坑塘水面
  '1107', // 沟渠
  '1201', // 空闲地
  '1202', // 设施农用地
  '1203', // 田坎
] as const;

export type UseCode = (typeof useCodes)[number];

const indices = new Map<string, number>(useCodes.map((code, index) => [code, index]));

/** Index of a use code in `useCodes`, as the columns keep it. */
export function useIndex(code: UseCode): number {
  return indices.get(code)!;
}
