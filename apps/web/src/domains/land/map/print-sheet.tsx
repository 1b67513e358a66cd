import type { ClassTotal } from '@lizhu/land/contract';
import { useWords } from '../../../app/use-words.ts';
import type { MapImage } from '../../../map/render-map-image.ts';
import { scaleBar } from '../../../map/scale-bar.ts';
import { metres, mu } from '../../../ui/measure.ts';
import { ReadinessMark } from '../readiness-mark.tsx';
import './print-sheet.css';
import '../../../ui/legend.css';

/** Millimetres of A4 less its margins, and of the picture on it. */
export const sheetSizes = {
  landscape: { widthMm: 273, heightMm: 186, mapWidthMm: 213, mapHeightMm: 160 },
  portrait: { widthMm: 186, heightMm: 273, mapWidthMm: 186, mapHeightMm: 196 },
} as const;

/** The map on paper: title, picture with scale bar and north, legend with sums, and what a map owes its reader. */
export function PrintSheet({
  title,
  paper,
  image,
  totals,
  notes,
}: {
  readonly title: string;
  readonly paper: keyof typeof sheetSizes;
  readonly image: MapImage;
  readonly totals: readonly ClassTotal[];
  readonly notes: readonly string[];
}) {
  const { t, language } = useWords();
  const { widthMm, heightMm, mapWidthMm, mapHeightMm } = sheetSizes[paper];
  const bar = scaleBar(image.metresPerMm, 40);
  const length = metres(bar.lengthM);
  return (
    <div className={`print-sheet print-${paper}`} style={{ width: `${widthMm}mm`, height: `${heightMm}mm` }}>
      <style>{`@media print { @page { size: A4 ${paper}; margin: 12mm; } }`}</style>
      <h1>{title}</h1>
      <div className="print-map" style={{ width: `${mapWidthMm}mm`, height: `${mapHeightMm}mm` }}>
        <img src={image.url} alt={title} />
        <div className="print-north" aria-hidden="true">
          ▲<br />
          {t('print.north')}
        </div>
        <div className="print-scale" style={{ width: `${bar.widthMm}mm` }}>
          {Number(length.value.replaceAll(',', '')).toLocaleString('en')} {length.unit}
        </div>
      </div>
      <aside>
        <h2>{t('map.legend')}</h2>
        <ul className="legend">
          {totals.map((total) => (
            <li key={total.class}>
              <ReadinessMark name={total.class} />
              <span>
                {mu(total.areaSqm, language).value} <span className="unit">{t('unit.mu')}</span>
              </span>
            </li>
          ))}
        </ul>
        <ul className="print-notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </aside>
    </div>
  );
}
