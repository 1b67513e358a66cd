import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useWords } from '../../../app/use-words.ts';
import { summaryQuery } from '../queries.ts';

const LOOK_AGAIN_MS = 1500;

/** While parcels are still decided by an older table says so, and lets every page read anew when they no longer are. */
export function Redeciding({ version }: { readonly version: number }) {
  const { t } = useWords();
  const client = useQueryClient();
  const decidedBy = useQuery({
    ...summaryQuery(),
    refetchInterval: ({ state }) => (isBehind(state.data?.tableVersion, version) ? LOOK_AGAIN_MS : false),
  }).data?.tableVersion;
  const behind = isBehind(decidedBy, version);
  useEffect(() => {
    if (behind) return () => void client.invalidateQueries({ queryKey: ['land'] });
  }, [behind, client]);
  return behind ? (
    <p className="quiet" role="status">
      {t('readiness.redeciding', { version })}
    </p>
  ) : null;
}

function isBehind(decidedBy: number | undefined, version: number): boolean {
  return decidedBy !== undefined && decidedBy < version;
}
