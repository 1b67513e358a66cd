import type {
  BaseBoundary,
  Layer,
  ParcelAt,
  ParcelCard,
  ParcelFilter,
  PublishedSite,
  ReadinessSummary,
  ReadinessTable,
  SearchHit,
  Site,
  SiteCard,
} from '@lizhu/land/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { firstReads } from '../../app/first-reads.ts';
import { read } from '../../app/http.ts';
import type { BaseMap } from '../../map/base-map.ts';

export const LAND = '/api/v1/land';

interface Rows<T> {
  readonly rows: T[];
}

export interface MapSettings {
  readonly baseMap: BaseMap | null;
  readonly reviewNumber: string | null;
}

/** 亩 per readiness class, of the whole reach of the post or of a selection. */
export const summaryQuery = (filter: ParcelFilter = {}) =>
  queryOptions({
    queryKey: ['land', 'summary', filter],
    queryFn: ({ signal }) =>
      read<ReadinessSummary>(firstReads.readinessSummary, { query: { ...filter }, signal }),
    placeholderData: keepPreviousData,
  });

/** Grows with every change that tiles show; asked again every half minute, so that a map left open stays true. */
export const dataVersionQuery = queryOptions({
  queryKey: ['land', 'data-version'],
  queryFn: () => read<{ version: string | number }>(firstReads.dataVersion),
  refetchInterval: 30_000,
});

export const mapSettingsQuery = queryOptions({
  queryKey: ['land', 'map-settings'],
  queryFn: () => read<MapSettings>(firstReads.mapSettings),
  staleTime: Number.POSITIVE_INFINITY,
});

export const layersQuery = queryOptions({
  queryKey: ['land', 'layers'],
  queryFn: async () => (await read<Rows<Layer>>(`${LAND}/layers`)).rows,
});

export const boundariesQuery = (baseId: string) =>
  queryOptions({
    queryKey: ['land', 'boundaries', baseId],
    queryFn: async () =>
      (await read<Rows<BaseBoundary>>(`${LAND}/boundaries`, { query: { base: baseId } })).rows,
  });

export const parcelCardQuery = (id: string) =>
  queryOptions({
    queryKey: ['land', 'parcel', id],
    queryFn: ({ signal }) => read<ParcelCard>(`${LAND}/parcels/${id}`, { signal }),
  });

export const parcelAtQuery = (at: { readonly lon: number; readonly lat: number }) =>
  queryOptions({
    queryKey: ['land', 'parcel-at', at],
    queryFn: ({ signal }) => read<ParcelAt>(`${LAND}/parcels/at`, { query: at, signal }),
  });

export const searchQuery = (text: string) =>
  queryOptions({
    queryKey: ['land', 'search', text],
    queryFn: async ({ signal }) =>
      (await read<Rows<SearchHit>>(`${LAND}/search`, { query: { q: text }, signal })).rows,
    enabled: text !== '',
    placeholderData: keepPreviousData,
  });

export const sitesQuery = queryOptions({
  queryKey: ['land', 'sites'],
  queryFn: async () => (await read<Rows<Site>>(`${LAND}/sites`)).rows,
});

export const siteQuery = (id: string) =>
  queryOptions({
    queryKey: ['land', 'site', id],
    queryFn: () => read<SiteCard>(`${LAND}/sites/${id}`),
  });

export const readinessTableQuery = queryOptions({
  queryKey: ['land', 'readiness-table'],
  queryFn: () => read<ReadinessTable>(`${LAND}/readiness/table`),
});

export const readinessTablesQuery = queryOptions({
  queryKey: ['land', 'readiness-tables'],
  queryFn: async () => (await read<Rows<ReadinessTable>>(`${LAND}/readiness/tables`)).rows,
});

export const publishedSitesQuery = queryOptions({
  queryKey: ['published-sites'],
  queryFn: async () => (await read<Rows<PublishedSite>>(`${LAND}/published-sites`)).rows,
});
