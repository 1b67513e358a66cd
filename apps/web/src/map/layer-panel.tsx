import { RightOutlined } from '@ant-design/icons';
import { Slider, Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import { useWords } from '../app/use-words.ts';
import { ReorderList } from '../ui/reorder-list.tsx';
import { Swatch } from '../ui/swatch.tsx';
import './layer-panel.css';
import { layerLooks } from './layer-looks.ts';
import type { LayerKey, LayerState } from './layer-state.ts';

/** The layers of a map, uppermost first: switch, order, opacity, and what their colours mean. */
export function LayerPanel({
  layers,
  nameOf,
  detailOf,
  onLayers,
}: {
  readonly layers: readonly LayerState[];
  readonly nameOf: (key: LayerKey) => string;
  /** Legend and origin of a layer, shown when it is opened. */
  readonly detailOf: (key: LayerKey) => ReactNode;
  readonly onLayers: (layers: readonly LayerState[]) => void;
}) {
  const { t } = useWords();
  const [opened, setOpened] = useState<ReadonlySet<LayerKey>>(new Set(['parcels']));
  const change = (key: LayerKey, patch: Partial<LayerState>): void =>
    onLayers(layers.map((layer) => (layer.key === key ? { ...layer, ...patch } : layer)));
  const toggle = (key: LayerKey): void => {
    const next = new Set(opened);
    if (!next.delete(key)) next.add(key);
    setOpened(next);
  };
  return (
    <ReorderList
      label={t('map.layers')}
      items={layers}
      itemKey={({ key }) => key}
      itemName={({ key }) => nameOf(key)}
      onOrder={onLayers}
    >
      {({ key, on, opacity }) => (
        <div className="layer">
          <div className="layer-head">
            <button
              type="button"
              className="plain-button layer-name"
              aria-expanded={opened.has(key)}
              onClick={() => toggle(key)}
            >
              <RightOutlined aria-hidden className="layer-arrow" rotate={opened.has(key) ? 90 : 0} />
              <LayerSwatch name={key} />
              <span>{nameOf(key)}</span>
            </button>
            <Switch
              size="small"
              checked={on}
              aria-label={t('map.show', { name: nameOf(key) })}
              onChange={(checked) => change(key, { on: checked })}
            />
          </div>
          {opened.has(key) && (
            <div className="layer-detail">
              {detailOf(key)}
              <div className="layer-opacity">
                <span className="quiet">{t('map.opacity')}</span>
                <Slider
                  min={0}
                  max={100}
                  step={5}
                  value={Math.round(opacity * 100)}
                  disabled={!on}
                  ariaLabelForHandle={t('map.opacityOf', { name: nameOf(key) })}
                  tooltip={{ formatter: (value) => `${value} %` }}
                  onChange={(value) => change(key, { opacity: value / 100 })}
                />
              </div>
            </div>
          )}
        </div>
      )}
    </ReorderList>
  );
}

/** The colour of a layer that has one of its own; parcels and plans have a legend instead. */
function LayerSwatch({ name }: { readonly name: LayerKey }) {
  if (name === 'parcels') return null;
  if (name === 'bases') return <Swatch color="#a3123a" line />;
  if (name === 'sites') return <Swatch color="#1d2430" line />;
  const { color, hatch, fill, classes } = layerLooks[name];
  if (classes !== undefined) return null;
  return (
    <Swatch color={color} hatched={hatch !== undefined} line={fill === undefined && hatch === undefined} />
  );
}
