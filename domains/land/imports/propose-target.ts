import type { ImportTarget } from '../contract.ts';

/**
 * What files of each kind are usually called: the names of the national survey's and plans' layers (DLTB, YJJBNTTB …), and
 * words. The first that fits counts, so what is more particular comes first.
 */
const usualNames: readonly (readonly [ImportTarget, RegExp])[] = [
  ['farmland', /基本农田|永农|jbnt|yjjbnt|farmland/i],
  ['ecological', /生态.*红线|生态保护|sthx|stbhhx|ecolog/i],
  ['growth', /开发边界|czkfbj|growth/i],
  ['land-plan', /土规|土地利用总体规划|管制分区|jsydgzq|tdghdl|land.?plan/i],
  ['city-plan', /城规|控规|控制性详细规划|kgyd|city.?plan/i],
  ['renewal', /更新名录|城市更新|csgx|renewal/i],
  ['buildings', /建筑|房屋|jzw|fwm|building/i],
  ['river', /河流|水系|河道|river|water/i],
  ['road', /道路|公路|\bdl[xm]\b|road|street/i],
  ['boundaries', /基地.*(红线|边界|范围)|jdhx|base.?(bound|line)|boundar/i],
  ['parcels', /宗地|地块|地籍|\bzd\b|zdm|dkzb|parcel|cadast/i],
];

/** What a file brings, by its name and that of its layer; null where neither says. */
export function proposeTarget(fileName: string, layer: string | null): ImportTarget | null {
  const names = [layer ?? '', fileName.replace(/\.[^.]*$/, '')];
  for (const name of names) {
    const found = usualNames.find(([, pattern]) => pattern.test(name));
    if (found !== undefined) return found[0];
  }
  return null;
}
