import { BorderOutlined, ColumnWidthOutlined, UndoOutlined } from '@ant-design/icons';
import { ellipsoidAreaSqm } from '@lizhu/fabric';
import { Button, Tooltip } from 'antd';
import { useEffect } from 'react';
import { isTyping } from '../app/use-frame-keys.ts';
import { useWords } from '../app/use-words.ts';
import { Amount } from '../ui/amount.tsx';
import { metres, mu, squareMetres } from '../ui/measure.ts';
import { lineLengthM } from './geodesic-length.ts';
import './measure-tool.css';
import type { DrawnShape } from './start-drawing.ts';
import { useDrawing } from './use-drawing.ts';

/** Measures lengths and areas on the ellipsoid, as papers state them. `m` and `a` choose, Esc leaves. */
export function MeasureTool({
  shape,
  onShape,
}: {
  readonly shape: DrawnShape | null;
  readonly onShape: (shape: DrawnShape | null) => void;
}) {
  const { t, language } = useWords();
  const { points, finished, undo } = useDrawing(shape);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey)
        return;
      if (event.key === 'm') onShape('line');
      if (event.key === 'a') onShape('area');
      if (event.key === 'Escape' && (points.length === 0 || finished)) onShape(null);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [onShape, points.length, finished]);

  const ring = shape === 'area' && points.length > 2 ? points : null;
  const lengthM = lineLengthM(ring === null ? points : [...ring, ring[0]!]);
  const areaSqm = ring === null ? 0 : ellipsoidAreaSqm(ring.flat());
  return (
    <>
      <div className="tool-group" role="group" aria-label={t('measure.title')}>
        <Tooltip title={`${t('measure.length')} (m)`}>
          <Button
            icon={<ColumnWidthOutlined aria-hidden />}
            type={shape === 'line' ? 'primary' : 'default'}
            aria-label={t('measure.length')}
            aria-pressed={shape === 'line'}
            onClick={() => onShape(shape === 'line' ? null : 'line')}
          />
        </Tooltip>
        <Tooltip title={`${t('measure.area')} (a)`}>
          <Button
            icon={<BorderOutlined aria-hidden />}
            type={shape === 'area' ? 'primary' : 'default'}
            aria-label={t('measure.area')}
            aria-pressed={shape === 'area'}
            onClick={() => onShape(shape === 'area' ? null : 'area')}
          />
        </Tooltip>
      </div>
      {shape !== null && (
        <div className="measure-result" role="status">
          {points.length < 2 ? (
            <span className="quiet">{t(shape === 'line' ? 'measure.startLength' : 'measure.startArea')}</span>
          ) : (
            <>
              {shape === 'area' && (
                <p className="measure-value">
                  <Amount quantity={squareMetres(areaSqm, language)} /> ·{' '}
                  <Amount quantity={mu(areaSqm, language)} />
                </p>
              )}
              <p className={shape === 'line' ? 'measure-value' : undefined}>
                {shape === 'area' && <span className="quiet">{t('measure.perimeter')} </span>}
                <Amount quantity={metres(lengthM)} />
              </p>
              <p className="quiet">{t(finished ? 'measure.done' : 'measure.going')}</p>
            </>
          )}
          <div className="measure-actions">
            <Button
              size="small"
              icon={<UndoOutlined aria-hidden />}
              disabled={points.length === 0 || finished}
              onClick={undo}
            >
              {t('measure.undo')}
            </Button>
            <Button size="small" onClick={() => onShape(null)}>
              {t('act.close')}
            </Button>
          </div>
        </div>
      )}
    </>
  );
}
