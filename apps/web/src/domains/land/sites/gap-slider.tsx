import { Slider } from 'antd';
import { useEffect, useState } from 'react';
import { useWords } from '../../../app/use-words.ts';
import { useDebounced } from '../../../ui/use-debounced.ts';
import './criteria-form.css';

const REST_MS = 120;

/** How wide a gap may be bridged. The handle follows the hand at once; the question follows when the hand rests. */
export function GapSlider({
  gapM,
  onGap,
}: {
  readonly gapM: number;
  readonly onGap: (gapM: number) => void;
}) {
  const { t } = useWords();
  const [given, setGiven] = useState(gapM);
  const [shown, setShown] = useState(gapM);
  if (given !== gapM) {
    setGiven(gapM);
    setShown(gapM);
  }
  const rested = useDebounced(shown, REST_MS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the hand rests
  useEffect(() => {
    if (rested === shown && rested !== gapM) onGap(rested);
  }, [rested]);
  return (
    <div className="criteria-slider">
      <Slider
        min={0}
        max={60}
        step={1}
        value={shown}
        marks={{ 0: t('site.touching'), 20: '20 m', 40: '40 m', 60: '60 m' }}
        ariaLabelForHandle={t('site.gap')}
        tooltip={{ formatter: (value) => `${value} m` }}
        onChange={setShown}
      />
    </div>
  );
}
