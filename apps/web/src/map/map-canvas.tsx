import type { Bbox } from '@lizhu/programme/contract';
import type { MapGeoJSONFeature, Map as MapInstance, StyleSpecification } from 'maplibre-gl';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useWords } from '../app/use-words.ts';
import { createMap, updateStyle } from './create-map.ts';
import './map-canvas.css';
import type { Insets } from './insets.ts';
import { MapContext } from './map-context.ts';
import { loadMapFont } from './map-fonts.ts';
import { NavigationControl, ScaleControl } from './maplibre.ts';
import { useFollowView } from './use-follow-view.ts';
import { formatView, type View } from './view.ts';

export interface MapCanvasProps {
  readonly label: string;
  readonly style: StyleSpecification;
  readonly view: View | null;
  readonly bounds: Bbox | null;
  readonly insets?: Insets;
  /** All that labels may say, so that their letters are there in time. */
  readonly labels: readonly string[];
  /** Style layers that answer a click; none while a tool draws. */
  readonly pickable?: readonly string[];
  readonly onPick?: (
    feature: MapGeoJSONFeature | null,
    at: { readonly lon: number; readonly lat: number },
  ) => void;
  readonly onView?: (view: View, bbox: Bbox) => void;
  readonly children?: ReactNode;
}

/** A map that shows the style it is given and says where it looks and what was clicked. */
export function MapCanvas(props: MapCanvasProps) {
  const { label, style, labels, children } = props;
  const { t } = useWords();
  const container = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<MapInstance | null>(null);
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a map is made once; later styles are taken over below
  useEffect(() => {
    let made: MapInstance | null = null;
    let gone = false;
    void loadMapFont(labels).then(() => {
      if (gone || container.current === null) return;
      const { view, bounds, insets } = latest.current;
      made = createMap({
        container: container.current,
        style: latest.current.style,
        view,
        bounds,
        ...(insets === undefined ? {} : { insets }),
      });
      made.addControl(new ScaleControl({ maxWidth: 120 }), 'bottom-left');
      made.addControl(new NavigationControl({ visualizePitch: false }), 'top-right');
      listen(made, latest);
      setMap(made);
    });
    return () => {
      gone = true;
      made?.remove();
      setMap(null);
    };
  }, []);

  useEffect(() => {
    if (map !== null) updateStyle(map, style);
  }, [map, style]);

  useEffect(() => {
    if (map === null) return;
    nameControls(map, {
      '.maplibregl-canvas': label,
      '.maplibregl-ctrl-zoom-in': t('map.zoomIn'),
      '.maplibregl-ctrl-zoom-out': t('map.zoomOut'),
      '.maplibregl-ctrl-compass': t('map.north'),
    });
  }, [map, label, t]);

  useFollowView(map, props.view);

  return (
    <MapContext value={map}>
      <div className="map-canvas" ref={container} data-drawn="no" />
      {children}
    </MapContext>
  );
}

/** The library names its controls once, when they are made; a reader may change the language afterwards. */
function nameControls(map: MapInstance, names: Readonly<Record<string, string>>): void {
  for (const [selector, name] of Object.entries(names)) {
    const part = map.getContainer().querySelector(selector);
    part?.setAttribute('aria-label', name);
    if (part instanceof HTMLButtonElement) part.title = name;
  }
}

function listen(map: MapInstance, latest: { readonly current: MapCanvasProps }): void {
  const pick = (x: number, y: number): MapGeoJSONFeature | null => {
    const layers = (latest.current.pickable ?? []).filter((id) => map.getLayer(id) !== undefined);
    return layers.length === 0 ? null : (map.queryRenderedFeatures([x, y], { layers })[0] ?? null);
  };
  map.on('click', ({ point, lngLat }) => {
    if ((latest.current.pickable ?? []).length > 0)
      latest.current.onPick?.(pick(point.x, point.y), { lon: lngLat.lng, lat: lngLat.lat });
  });
  map.on('mousemove', ({ point }) => {
    if ((latest.current.pickable ?? []).length === 0) return;
    map.getCanvas().style.cursor = pick(point.x, point.y) === null ? '' : 'pointer';
  });
  const { dataset } = map.getContainer();
  const say = (): void => {
    const { lng, lat } = map.getCenter();
    const bounds = map.getBounds();
    const bbox: Bbox = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const view = { lon: lng, lat, zoom: map.getZoom() };
    dataset['view'] = formatView(view);
    latest.current.onView?.(view, bbox);
  };
  map.on('moveend', say);
  map.once('load', say);
  // Whether everything that was asked for is on the screen: for printing, and for whoever measures.
  map.on('dataloading', () => {
    dataset['drawn'] = 'no';
  });
  map.on('idle', () => {
    dataset['drawn'] = 'yes';
  });
}
