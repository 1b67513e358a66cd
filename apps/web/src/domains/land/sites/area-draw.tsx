import { useEffect } from 'react';
import { useWords } from '../../../app/use-words.ts';
import { useDrawing } from '../../../map/use-drawing.ts';
import '../../../map/map-layout.css';
import '../../../map/measure-tool.css';

/** Draws the area to search in, and hands it over when it is finished. */
export function AreaDraw({
  active,
  onArea,
}: {
  readonly active: boolean;
  readonly onArea: (area: [number, number][] | null) => void;
}) {
  const { t } = useWords();
  const { points, finished, ready } = useDrawing(active ? 'area' : null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: handed over once, when finished
  useEffect(() => {
    if (active && finished && points.length >= 3) onArea(points.map(([lon, lat]) => [lon, lat]));
  }, [active, finished]);
  useEffect(() => {
    if (!active) return;
    const listen = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && points.length === 0) onArea(null);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [active, points.length, onArea]);
  if (!active || !ready) return null;
  return (
    <div className="map-tools no-print">
      <p className="measure-result" role="status">
        {t('site.drawHint')}
      </p>
    </div>
  );
}
