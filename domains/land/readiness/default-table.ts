import type { ReadinessLine } from '../contract.ts';

/**
 * The table with which a programme begins: the survey's own four classes of land stock, after what takes land out.
 * A line holds when all its cells hold; "or" is a second line of the same class.
 */
export const defaultTable: readonly ReadinessLine[] = [
  {
    class: 'outside',
    title: { zh: '基地内面积不足一半', en: 'Less than half inside a base' },
    cells: [{ fact: 'baseShare', operator: '<', value: 0.5 }],
  },
  {
    class: 'blocked',
    title: { zh: '压占永久基本农田', en: 'Overlaps permanent farmland' },
    cells: [{ fact: 'farmlandSqm', operator: '>', value: 10 }],
  },
  {
    class: 'blocked',
    title: { zh: '压占生态保护红线', en: 'Overlaps the ecological red line' },
    cells: [{ fact: 'ecologicalSqm', operator: '>', value: 10 }],
  },
  {
    class: 'usable-now',
    title: { zh: '符合两规、未建、国有或已收储', en: 'Fits both plans, not built, state-owned or acquired' },
    cells: [
      { fact: 'landPlanZone', operator: 'in', value: ['1010'] },
      { fact: 'cityPlanUse', operator: 'in', value: ['M*', 'W*'] },
      { fact: 'builtShare', operator: '<', value: 0.1 },
      { fact: 'control', operator: 'in', value: ['state', 'acquired'] },
    ],
  },
  {
    class: 'other',
    title: { zh: '水域、道路等不可建设地类', en: 'Water, roads and other land that is not built on' },
    cells: [{ fact: 'useCode', operator: 'in', value: ['10*', '1101', '1102', '1107', '1109'] }],
  },
  {
    class: 'after-plan',
    title: { zh: '未建，规划调整后可用', en: 'Not built; usable once the plan is adjusted' },
    cells: [{ fact: 'builtShare', operator: '<', value: 0.1 }],
  },
  {
    class: 'renewal',
    title: { zh: '已建，列入城市更新名录', en: 'Built, on the renewal list' },
    cells: [{ fact: 'renewalShare', operator: '>=', value: 0.5 }],
  },
  {
    class: 'renewal',
    title: { zh: '已建，村镇工业集聚区', en: 'Built, village industry' },
    cells: [{ fact: 'villageIndustry', operator: 'is', value: true }],
  },
  {
    class: 'existing-space',
    title: { zh: '已建，工业或仓储用途', en: 'Built, industrial or warehouse use' },
    cells: [{ fact: 'useCode', operator: 'in', value: ['06*', '0508'] }],
  },
  { class: 'other', title: { zh: '其余', en: 'All else' }, cells: [] },
];
