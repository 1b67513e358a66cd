import { CloseOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useWords } from '../app/use-words.ts';
import { AfterPaint } from '../ui/after-paint.tsx';
import { BottomSheet } from '../ui/bottom-sheet.tsx';
import type { SheetHeight } from '../ui/sheet-height.ts';
import { useIsPhone } from '../ui/use-media.ts';
import './map-layout.css';

export interface MapPanel {
  readonly key: string;
  readonly title: string;
  /** A word for the tabs of a telephone. */
  readonly tab: string;
  readonly side: 'left' | 'right' | 'bottom';
  readonly content: ReactNode;
  readonly onClose?: () => void;
}

/**
 * A map that fills the page with panels floating over it: what is shown on the left, what is selected on the right, the
 * table twin below. On a telephone they are the tabs of one bottom sheet.
 */
export function MapLayout({
  map,
  panels,
  front,
  onSheet,
}: {
  readonly map: ReactNode;
  readonly panels: readonly MapPanel[];
  /** The panel that a telephone brings to the front when it changes. */
  readonly front: string;
  /** Told the height of a telephone's sheet, where something lies behind it that should stay in sight. */
  readonly onSheet?: (height: SheetHeight) => void;
}) {
  const isPhone = useIsPhone();
  const sides = isPhone ? [] : panels.map(({ side }) => side);
  const insets = {
    '--inset-left': sides.includes('left') ? '312px' : '8px',
    '--inset-right': sides.includes('right') ? '376px' : '8px',
    '--inset-bottom': isPhone ? '76px' : sides.includes('bottom') ? 'calc(42% + 16px)' : '8px',
  } as React.CSSProperties;
  return (
    <div className="map-layout" style={insets}>
      {map}
      <AfterPaint>
        {isPhone ? (
          <PhonePanels panels={panels} front={front} onSheet={onSheet} />
        ) : (
          panels.map((panel) => <SidePanel key={panel.key} panel={panel} />)
        )}
      </AfterPaint>
    </div>
  );
}

function SidePanel({ panel }: { readonly panel: MapPanel }) {
  const { t } = useWords();
  const { title, side, content, onClose } = panel;
  return (
    <section className={`map-panel map-panel-${side}`} aria-label={title}>
      <header className="map-panel-head">
        <h2>{title}</h2>
        {onClose !== undefined && (
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined aria-hidden />}
            aria-label={t('act.close')}
            onClick={onClose}
          />
        )}
      </header>
      <div className="map-panel-body">{content}</div>
    </section>
  );
}

function PhonePanels({
  panels,
  front,
  onSheet,
}: {
  readonly panels: readonly MapPanel[];
  readonly front: string;
  readonly onSheet: ((height: SheetHeight) => void) | undefined;
}) {
  const { t } = useWords();
  const [shown, setShown] = useState(front);
  const [height, setHeight] = useState<SheetHeight>('low');
  const panel = panels.find(({ key }) => key === shown) ?? panels[0];
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new front panel raises the sheet
  useEffect(() => {
    setShown(front);
    if (front !== panels[0]?.key) setHeight('middle');
  }, [front]);
  useEffect(() => onSheet?.(height), [height, onSheet]);
  if (panel === undefined) return null;
  return (
    <BottomSheet
      height={height}
      onHeight={setHeight}
      head={
        <div className="sheet-tabs">
          <Segmented
            value={panel.key}
            aria-label={t('sheet.panels')}
            options={panels.map(({ key, tab }) => ({ value: key, label: tab }))}
            onChange={(key) => {
              setShown(key);
              if (height === 'low') setHeight('middle');
            }}
          />
          {panel.onClose !== undefined && (
            <Button
              type="text"
              icon={<CloseOutlined aria-hidden />}
              aria-label={t('act.close')}
              onClick={() => {
                panel.onClose?.();
                setHeight('low');
              }}
            />
          )}
        </div>
      }
    >
      <div className={`map-panel-body phone-${panel.side}`}>{panel.content}</div>
    </BottomSheet>
  );
}
