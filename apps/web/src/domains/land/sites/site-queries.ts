import type { SiteAnswer, SiteCard, SiteCriteria } from '@lizhu/land/contract';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { change } from '../../../app/http.ts';
import { LAND, siteQuery } from '../queries.ts';

const SITES = `${LAND}/sites`;

export const findSitesQuery = (criteria: SiteCriteria) =>
  queryOptions({
    queryKey: ['land', 'find-sites', criteria],
    queryFn: ({ signal }) => change<SiteAnswer>('POST', `${SITES}/find`, criteria, { signal }),
    placeholderData: keepPreviousData,
  });

export interface NewSite {
  readonly name: string;
  readonly note: string;
  readonly parcelIds: readonly string[];
  readonly criteria: SiteCriteria;
}

/** After any change of sites: lists, tiles and the public page are asked anew. */
function useRenewSites() {
  const client = useQueryClient();
  return (card: SiteCard | null): void => {
    if (card !== null) client.setQueryData(siteQuery(card.id).queryKey, card);
    void client.invalidateQueries({ queryKey: ['land', 'sites'] });
    void client.invalidateQueries({ queryKey: ['land', 'data-version'] });
    void client.invalidateQueries({ queryKey: ['published-sites'] });
  };
}

export function useSaveSite() {
  const renew = useRenewSites();
  return useMutation({
    mutationFn: (site: NewSite) => change<SiteCard>('POST', SITES, site),
    onSuccess: renew,
  });
}

export type SiteChange =
  | { readonly verb: 'edit'; readonly revision: number; readonly name: string; readonly note: string }
  | { readonly verb: 'publish' | 'withdraw'; readonly revision: number };

/** Edits, publishes or withdraws a site; the server refuses when someone else was faster (409, with who and when). */
export function useChangeSite(id: string) {
  const renew = useRenewSites();
  return useMutation({
    mutationFn: ({ verb, ...body }: SiteChange) =>
      verb === 'edit'
        ? change<SiteCard>('PATCH', `${SITES}/${id}`, body)
        : change<SiteCard>('POST', `${SITES}/${id}/${verb}`, body),
    onSuccess: renew,
  });
}

export function useDeleteSite(id: string) {
  const renew = useRenewSites();
  return useMutation({
    mutationFn: (revision: number) =>
      change<unknown>('DELETE', `${SITES}/${id}`, undefined, { query: { revision } }),
    onSuccess: () => renew(null),
  });
}
