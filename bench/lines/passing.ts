import type { BenchCity } from '../city/bench-city.ts';

export const BUILT_SHARE_MAX = 0.1;
/** Roads, railways and water in the demonstration's list of uses: first and last position. */
export const NETWORK_USES = [17, 24] as const;

/** The filter of the site lines: open land, that is no road nor water, hardly built on and free of farmland. */
export function passes(
  { useOf, areaSqm }: Pick<BenchCity, 'useOf' | 'areaSqm'>,
  builtSqm: Float64Array,
  farmlandSqm: Float64Array,
  out: Uint8Array,
): void {
  for (let row = 0; row < out.length; row++) {
    const use = useOf[row]!;
    const network = use >= NETWORK_USES[0] && use <= NETWORK_USES[1];
    const built = builtSqm[row]! >= BUILT_SHARE_MAX * areaSqm[row]!;
    out[row] = !network && !built && farmlandSqm[row]! <= 10 ? 1 : 0;
  }
}
