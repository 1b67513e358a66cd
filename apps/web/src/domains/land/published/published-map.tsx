import type { PublishedSite } from '@lizhu/land/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useWords } from '../../../app/use-words.ts';
import { MapCanvas } from '../../../map/map-canvas.tsx';
import { MapFit } from '../../../map/map-fit.tsx';
import { mapStyle } from '../../../map/map-style.ts';
import { outlineStyle } from '../../../map/outline-style.ts';
import { centre, unionBbox } from '../../../map/view.ts';
import { MapNote } from '../map/map-note.tsx';
import { mapSettingsQuery } from '../queries.ts';

/** Names stand under what they name, and reach beyond it on both sides; below them stands the note. */
const INSETS = { left: 64, right: 64, top: 32, bottom: 88 };

/** The published outlines, and nothing that a visitor may not see. */
export default function PublishedMap({
  sites,
  chosen,
  onChoose,
}: {
  readonly sites: readonly PublishedSite[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}) {
  const { t, language } = useWords();
  const baseMap = useQuery(mapSettingsQuery).data?.baseMap ?? null;
  const style = useMemo(
    () =>
      mapStyle({
        layers: [],
        bases: [],
        dataVersion: '',
        language,
        baseMap,
        over: outlineStyle(
          sites.map(({ id, name, outline, bbox }) => ({
            id,
            name,
            outline,
            at: centre(bbox),
            chosen: id === chosen,
          })),
        ),
      }),
    [sites, chosen, language, baseMap],
  );
  const box = sites.find(({ id }) => id === chosen)?.bbox ?? null;
  return (
    <MapCanvas
      label={t('published.title')}
      style={style}
      view={null}
      bounds={unionBbox(sites.map(({ bbox }) => bbox))}
      insets={INSETS}
      labels={sites.map(({ name }) => name)}
      pickable={['outline-fill', 'outline-spot']}
      onPick={(feature) => {
        if (feature !== null) onChoose(feature.properties['id'] as string);
      }}
    >
      <MapFit bbox={box} insets={INSETS} />
      <MapNote />
    </MapCanvas>
  );
}
