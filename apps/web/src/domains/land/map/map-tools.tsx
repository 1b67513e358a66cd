import { CheckOutlined, LinkOutlined, PrinterOutlined, TableOutlined } from '@ant-design/icons';
import type { Bbox } from '@lizhu/programme/contract';
import { Button, Tooltip } from 'antd';
import type { StyleSpecification } from 'maplibre-gl';
import { lazy, Suspense, useEffect, useState } from 'react';
import { isTyping } from '../../../app/use-frame-keys.ts';
import { useWords } from '../../../app/use-words.ts';
import { MeasureTool } from '../../../map/measure-tool.tsx';
import type { DrawnShape } from '../../../map/start-drawing.ts';
import { useIsPhone } from '../../../ui/use-media.ts';
import { filterOf, type MapState } from './map-state.ts';
import '../../../map/map-layout.css';

const PrintDialog = lazy(() => import('./print-dialog.tsx'));

/** Measure, table, copy the address, print. */
export function MapTools({
  state,
  onState,
  shape,
  onShape,
  style,
  bbox,
}: {
  readonly state: MapState;
  readonly onState: (patch: Partial<MapState>) => void;
  readonly shape: DrawnShape | null;
  readonly onShape: (shape: DrawnShape | null) => void;
  readonly style: StyleSpecification;
  readonly bbox: Bbox | null;
}) {
  const { t } = useWords();
  const isPhone = useIsPhone();
  const [copied, setCopied] = useState(false);
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey)
        return;
      if (event.key === 't') onState({ table: !state.table });
      if (event.key === 'Escape' && shape === null && state.parcel !== null) onState({ parcel: null });
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [onState, shape, state.table, state.parcel]);
  return (
    <div className="map-tools no-print">
      <MeasureTool shape={shape} onShape={onShape} />
      <div className="tool-group">
        {!isPhone && (
          <Tooltip title={`${t('table.parcels')} (t)`}>
            <Button
              icon={<TableOutlined aria-hidden />}
              type={state.table ? 'primary' : 'default'}
              aria-label={t('table.parcels')}
              aria-pressed={state.table}
              onClick={() => onState({ table: !state.table })}
            />
          </Tooltip>
        )}
        <Tooltip title={copied ? t('act.copied') : t('map.share')}>
          <Button
            icon={copied ? <CheckOutlined aria-hidden /> : <LinkOutlined aria-hidden />}
            aria-label={t('map.share')}
            onClick={() =>
              void navigator.clipboard.writeText(location.href).then(() => {
                setCopied(true);
                setTimeout(() => setCopied(false), 1500);
              })
            }
          />
        </Tooltip>
        <Tooltip title={t('print.button')}>
          <Button
            icon={<PrinterOutlined aria-hidden />}
            aria-label={t('print.button')}
            onClick={() => setPrinting(true)}
          />
        </Tooltip>
      </div>
      {printing && bbox !== null && (
        <Suspense fallback={null}>
          <PrintDialog
            style={style}
            bbox={bbox}
            filter={filterOf({ ...state, follow: false }, null)}
            onClose={() => setPrinting(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
