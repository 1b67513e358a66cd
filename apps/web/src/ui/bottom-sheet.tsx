import { type ReactNode, useRef, useState } from 'react';
import { useWords } from '../app/use-words.ts';
import './bottom-sheet.css';
import { nearestHeight, nextHeight, type SheetHeight, sheetPx } from './sheet-height.ts';

/** A panel on a telephone: three heights, pulled by its handle, tapped through, or moved by the arrow keys. */
export function BottomSheet({
  height,
  onHeight,
  head,
  children,
}: {
  readonly height: SheetHeight;
  readonly onHeight: (height: SheetHeight) => void;
  readonly head: ReactNode;
  readonly children: ReactNode;
}) {
  const { t } = useWords();
  const sheet = useRef<HTMLElement>(null);
  const [pulledPx, setPulledPx] = useState<number | null>(null);
  const start = useRef({ y: 0, px: 0, moved: false });
  const roomPx = (): number => sheet.current?.parentElement?.clientHeight ?? window.innerHeight;

  return (
    <section
      ref={sheet}
      className="bottom-sheet"
      data-height={height}
      style={pulledPx === null ? undefined : { height: pulledPx, transition: 'none' }}
    >
      <button
        type="button"
        className="sheet-handle"
        aria-label={t(`sheet.${height}`)}
        onPointerDown={(event) => {
          start.current = { y: event.clientY, px: sheet.current?.offsetHeight ?? 0, moved: false };
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
          const up = start.current.y - event.clientY;
          if (Math.abs(up) > 4) start.current.moved = true;
          setPulledPx(
            Math.max(sheetPx('low', roomPx()), Math.min(sheetPx('high', roomPx()), start.current.px + up)),
          );
        }}
        onPointerUp={() => {
          if (start.current.moved && pulledPx !== null) onHeight(nearestHeight(pulledPx, roomPx()));
          setPulledPx(null);
        }}
        onPointerCancel={() => setPulledPx(null)}
        onClick={() => {
          if (!start.current.moved) onHeight(nextHeight(height, 'around'));
        }}
        onKeyDown={(event) => {
          start.current.moved = false;
          if (event.key === 'ArrowUp') onHeight(nextHeight(height, 'up'));
          if (event.key === 'ArrowDown') onHeight(nextHeight(height, 'down'));
        }}
      >
        <span />
      </button>
      <div className="sheet-head">{head}</div>
      <div className="sheet-body" hidden={height === 'low'}>
        {children}
      </div>
    </section>
  );
}
