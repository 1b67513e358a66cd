import { useSyncExternalStore } from 'react';

/** Whether a media query holds now. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (notify) => {
      const list = matchMedia(query);
      list.addEventListener('change', notify);
      return () => list.removeEventListener('change', notify);
    },
    () => matchMedia(query).matches,
  );
}

/** A telephone, or a window as narrow as one: panels become bottom sheets. */
export function useIsPhone(): boolean {
  return useMedia('(max-width: 767px)');
}
