import { layerNames } from '@lizhu/land/contract';
import type { Bbox } from '@lizhu/programme/contract';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useWords } from '../../../app/use-words.ts';
import { LayerPanel } from '../../../map/layer-panel.tsx';
import type { LayerKey } from '../../../map/layer-state.ts';
import { programmeQuery } from '../../programme/queries.ts';
import { BaseList } from './base-list.tsx';
import { LayerDetail } from './layer-detail.tsx';
import { filterOf, type MapState } from './map-state.ts';
import { ReadinessLegend } from './readiness-legend.tsx';

/** What the map shows, and what its colours mean and amount to. */
export function LayersPanel({
  state,
  onState,
  onFit,
}: {
  readonly state: MapState;
  readonly onState: (patch: Partial<MapState>) => void;
  readonly onFit: (bbox: Bbox) => void;
}) {
  const { t, say } = useWords();
  const { bases } = useSuspenseQuery(programmeQuery).data;
  const nameOf = (key: LayerKey): string =>
    key === 'parcels' || key === 'bases' || key === 'sites' ? t(`map.layer.${key}`) : say(layerNames[key]);
  return (
    <>
      <LayerPanel
        layers={state.layers}
        nameOf={nameOf}
        onLayers={(layers) => onState({ layers })}
        detailOf={(key) =>
          key === 'parcels' ? (
            <ReadinessLegend
              filter={filterOf({ ...state, classes: null, follow: false }, null)}
              classes={state.classes}
              onClasses={(classes) => onState({ classes })}
            />
          ) : (
            <LayerDetail name={key} />
          )
        }
      />
      <BaseList bases={bases} onFit={onFit} />
    </>
  );
}
