import type { Bbox } from '@lizhu/programme/contract';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { MapGeoJSONFeature } from 'maplibre-gl';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useWords } from '../../../app/use-words.ts';
import { insetsOf } from '../../../map/insets.ts';
import { MapCanvas } from '../../../map/map-canvas.tsx';
import { MapFit } from '../../../map/map-fit.tsx';
import { lettersOf } from '../../../map/map-fonts.ts';
import { MapLayout, type MapPanel } from '../../../map/map-layout.tsx';
import { PARCEL_FILLS } from '../../../map/parcel-layers.ts';
import type { DrawnShape } from '../../../map/start-drawing.ts';
import { unionBbox } from '../../../map/view.ts';
import { listed } from '../../../ui/listed.ts';
import { useIsPhone } from '../../../ui/use-media.ts';
import { programmeQuery } from '../../programme/queries.ts';
import { parcelAtQuery } from '../queries.ts';
import { LayersPanel } from './layers-panel.tsx';
import { MapNote } from './map-note.tsx';
import { MapTools } from './map-tools.tsx';
import { parcelExpression } from './parcel-expression.ts';
import { useMapState } from './use-map-state.ts';
import { useMapStyle } from './use-map-style.ts';

const TableDrawer = lazy(() => import('./table-drawer.tsx'));
const ParcelCardView = lazy(() => import('./parcel-card.tsx'));

/** 一张图: every parcel in the colour of its readiness, with the layers that decided it. */
export default function LandMapPage() {
  const { t, say, language } = useWords();
  const { bases } = useSuspenseQuery(programmeQuery).data;
  const [state, change] = useMapState();
  // An address that names a parcel and no place on the map means the place of the parcel.
  const [linked, setLinked] = useState(state.view === null && state.fit === null ? state.parcel : null);
  const [bbox, setBbox] = useState<Bbox | null>(null);
  const [shape, setShape] = useState<DrawnShape | null>(null);
  const isPhone = useIsPhone();
  const style = useMapStyle({
    layers: state.layers,
    // biome-ignore lint/correctness/useExhaustiveDependencies: the expression depends on the filters alone
    parcels: useMemo(() => parcelExpression(state), [JSON.stringify(parcelExpression(state))]),
    chosen: useMemo(
      () => ({ selected: { ids: state.parcel === null ? [] : [state.parcel], color: '#1d2430' } }),
      [state.parcel],
    ),
  });
  const everything = useMemo(
    () => unionBbox(bases.flatMap((base) => (base.bbox === null ? [] : [base.bbox]))),
    [bases],
  );
  const labels = useMemo(() => lettersOf(bases), [bases]);
  const client = useQueryClient();
  const pick = async (feature: MapGeoJSONFeature | null, at: { lon: number; lat: number }): Promise<void> => {
    // From afar, what was clicked are many parcels put together: the server knows which of them lies there.
    const id = feature?.properties['id'] ?? (feature && (await client.fetchQuery(parcelAtQuery(at))).id);
    change({ parcel: (id as string | undefined) ?? null });
  };
  const show = useCallback((box: Bbox) => change({ fit: box }), [change]);

  const panels: MapPanel[] = [
    {
      key: 'layers',
      title: t('map.layers'),
      tab: t('map.layers'),
      side: 'left',
      content: <LayersPanel state={state} onState={change} onFit={show} />,
    },
  ];
  if (state.parcel !== null) {
    panels.push({
      key: 'parcel',
      title: t('parcel.title'),
      tab: t('parcel.title'),
      side: 'right',
      onClose: () => change({ parcel: null }),
      content: (
        <Suspense fallback={null}>
          <ParcelCardView
            id={state.parcel}
            onArrived={(box) => {
              if (linked === state.parcel) show(box);
              setLinked(null);
            }}
            onFit={show}
            onSelect={(parcel) => change({ parcel })}
          />
        </Suspense>
      ),
    });
  }
  if (state.table || isPhone) {
    panels.push({
      key: 'table',
      title: t('table.parcels'),
      tab: t('table.tab'),
      side: 'bottom',
      ...(isPhone ? {} : { onClose: () => change({ table: false }) }),
      content: (
        <Suspense fallback={null}>
          <TableDrawer
            state={state}
            bbox={bbox}
            onState={change}
            onOpen={(row) => change({ parcel: row.id, fit: row.bbox })}
          />
        </Suspense>
      ),
    });
  }
  const sides = panels.map(({ side }) => side);
  const roomPx = window.innerHeight - 48;
  const insets = insetsOf(sides, isPhone, roomPx);
  const atFirst = insetsOf(sides, isPhone, roomPx, 'low');

  return (
    <>
      <title>{`${t('nav.map')} · 立柱 Lizhu`}</title>
      <h1 className="visually-hidden">{t('nav.map')}</h1>
      <MapLayout
        panels={panels}
        front={state.parcel === null ? 'layers' : 'parcel'}
        map={
          <MapCanvas
            label={t('map.label', {
              bases: listed(
                bases.map(({ name }) => say(name)),
                language,
              ),
            })}
            style={style}
            view={state.view}
            bounds={state.fit ?? everything}
            insets={state.fit === null && state.parcel === null ? atFirst : insets}
            labels={labels}
            pickable={shape === null ? PARCEL_FILLS : []}
            onPick={(feature, at) => void pick(feature, at)}
            onView={(view, box) => {
              setBbox(box);
              change({ view });
            }}
          >
            <MapFit bbox={state.fit} insets={insets} onFitted={() => change({ fit: null })} />
            <MapTools
              state={state}
              onState={change}
              shape={shape}
              onShape={setShape}
              style={style}
              bbox={bbox}
            />
            <MapNote />
          </MapCanvas>
        }
      />
    </>
  );
}
