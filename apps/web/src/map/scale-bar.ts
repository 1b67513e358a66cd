/** A round length for a scale bar: 1, 2 or 5 times a power of ten, at most `longestMm` on paper. */
export function scaleBar(
  metresPerMm: number,
  longestMm: number,
): { readonly lengthM: number; readonly widthMm: number } {
  const most = metresPerMm * longestMm;
  const power = 10 ** Math.floor(Math.log10(most));
  const lengthM = [5, 2, 1].map((times) => times * power).find((length) => length <= most) ?? power;
  return { lengthM, widthMm: lengthM / metresPerMm };
}
