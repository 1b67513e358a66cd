import type { Import } from '@lizhu/land/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { importAddress, importQuery } from './import-queries.ts';
import { isRunning } from './import-steps.ts';

/** While the server works on an import, takes over every word of it; afterwards what the map and sums show is asked anew. */
export function useImportEvents(entry: Import): void {
  const client = useQueryClient();
  const running = isRunning(entry.state);
  useEffect(() => {
    if (!running) return;
    const source = new EventSource(importAddress(entry.id, 'events'));
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const next = JSON.parse(data) as Import;
      client.setQueryData(importQuery(entry.id).queryKey, next);
      if (isRunning(next.state)) return;
      source.close();
      void client.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] === 'land' && queryKey[1] !== 'import',
      });
      void client.invalidateQueries({ queryKey: ['programme'] });
    };
    // A lost connection is made again by the browser; a read tells what was missed.
    source.onerror = () => void client.invalidateQueries({ queryKey: importQuery(entry.id).queryKey });
    return () => source.close();
  }, [client, entry.id, running]);
}
