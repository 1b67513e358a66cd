import type { ImportFault } from '@lizhu/land/contract';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { FeatureCollection, Point } from 'geojson';
import { useMemo } from 'react';
import { read } from '../../../app/http.ts';
import { useWords } from '../../../app/use-words.ts';
import { defaultLayers } from '../../../map/layer-state.ts';
import { MapCanvas } from '../../../map/map-canvas.tsx';
import { MapFit } from '../../../map/map-fit.tsx';
import { unionBbox } from '../../../map/view.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { programmeQuery } from '../../programme/queries.ts';
import { useMapStyle } from '../map/use-map-style.ts';
import { boundsOfPoints, faultPoints, isOnMap } from './fault-points.ts';
import type { FaultFilter } from './import-faults.tsx';
import { importAddress } from './import-queries.ts';

type Faults = FeatureCollection<Point, ImportFault>;

const INSETS = { left: 32, right: 48, top: 32, bottom: 32 };
const layers = defaultLayers.map((layer) => ({
  ...layer,
  opacity: layer.key === 'parcels' ? 0.35 : layer.opacity,
}));

/** Where the faults lie. */
export default function FaultMap(props: {
  readonly id: string;
  readonly filter: FaultFilter;
  readonly selected: ImportFault | null;
  readonly onSelect: (fault: ImportFault) => void;
}) {
  const query = useQuery({
    queryKey: ['land', 'import', props.id, 'fault-points'],
    queryFn: async () => onMap(await read<Faults>(importAddress(props.id, 'faults.geojson'))),
  });
  return <Loaded query={query}>{(faults) => <Points faults={faults} {...props} />}</Loaded>;
}

/** The faults whose place a map can show; the list has them all. */
function onMap(faults: Faults): Faults {
  const features = faults.features.filter(({ geometry: { coordinates } }) =>
    isOnMap(coordinates[0]!, coordinates[1]!),
  );
  return { ...faults, features };
}

function Points({
  faults,
  filter,
  selected,
  onSelect,
}: {
  readonly faults: Faults;
  readonly filter: FaultFilter;
  readonly selected: ImportFault | null;
  readonly onSelect: (fault: ImportFault) => void;
}) {
  const { t } = useWords();
  const { bases } = useSuspenseQuery(programmeQuery).data;
  const home = unionBbox(bases.flatMap(({ bbox }) => (bbox === null ? [] : [bbox])));
  const over = useMemo(() => faultPoints(faults, filter, selected?.seq ?? null), [faults, filter, selected]);
  const style = useMapStyle({ layers, over });
  const focus = useMemo(
    () =>
      selected === null ||
      selected.lon === null ||
      selected.lat === null ||
      !isOnMap(selected.lon, selected.lat)
        ? null
        : ([selected.lon - 2e-4, selected.lat - 2e-4, selected.lon + 2e-4, selected.lat + 2e-4] as const),
    [selected],
  );
  return (
    <MapCanvas
      label={t('import.faultMap')}
      style={style}
      view={null}
      bounds={
        boundsOfPoints(
          faults.features.map(({ geometry }) => geometry.coordinates),
          home,
        ) ?? home
      }
      insets={INSETS}
      labels={[]}
      pickable={['faults']}
      onPick={(feature) => {
        const seq = feature?.properties['seq'];
        const found = faults.features.find(({ properties }) => properties.seq === seq);
        if (found !== undefined) onSelect(found.properties);
      }}
    >
      <MapFit bbox={focus === null ? null : [...focus]} insets={INSETS} />
    </MapCanvas>
  );
}
