import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { StyleSpecification } from 'maplibre-gl';
import { useMemo } from 'react';
import { useWords } from '../../../app/use-words.ts';
import { type MapStyleOptions, mapStyle } from '../../../map/map-style.ts';
import { programmeQuery } from '../../programme/queries.ts';
import { dataVersionQuery, mapSettingsQuery } from '../queries.ts';

/** The programme's map in the language of the page, of the newest data. */
export function useMapStyle(
  options: Pick<MapStyleOptions, 'layers' | 'parcels' | 'chosen' | 'over'>,
): StyleSpecification {
  const { language } = useWords();
  const { bases } = useSuspenseQuery(programmeQuery).data;
  const dataVersion = String(useSuspenseQuery(dataVersionQuery).data.version);
  const baseMap = useQuery(mapSettingsQuery).data?.baseMap ?? null;
  const { layers, parcels, chosen, over } = options;
  return useMemo(
    () =>
      mapStyle({
        layers,
        bases,
        language,
        dataVersion,
        baseMap,
        parcels: parcels ?? null,
        ...(chosen === undefined ? {} : { chosen }),
        ...(over === undefined ? {} : { over }),
      }),
    [layers, bases, language, dataVersion, baseMap, parcels, chosen, over],
  );
}
