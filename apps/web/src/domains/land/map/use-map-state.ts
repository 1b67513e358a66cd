import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useRef } from 'react';
import { type MapState, readMapState, writeMapState } from './map-state.ts';

/** The map's state as the address has it; selecting leaves a step to go back to, moving about does not. */
export function useMapState(): readonly [MapState, (patch: Partial<MapState>) => void] {
  const search = useSearch({ strict: false }) as Readonly<Record<string, string>>;
  const navigate = useNavigate();
  const state = useMemo(() => readMapState(search), [search]);
  const newest = useRef(state);
  newest.current = state;
  const change = useCallback(
    (patch: Partial<MapState>) => {
      const next = { ...newest.current, ...patch };
      const isStep = 'parcel' in patch && patch.parcel !== newest.current.parcel;
      newest.current = next;
      void navigate({ to: '.', search: writeMapState(next), replace: !isStep, resetScroll: false });
    },
    [navigate],
  );
  return [state, change];
}
