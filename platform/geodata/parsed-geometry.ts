import type { Slot } from './fault.ts';
import type { FaultCode } from './fault-catalogue.ts';
import type { Geometry } from './geometry.ts';

/** A geometry as a format had it, and what had to be said about it; null where nothing usable was there. */
export interface ParsedGeometry {
  readonly geometry: Geometry | null;
  readonly problems: readonly Problem[];
}

export interface Problem {
  readonly code: FaultCode;
  readonly slots?: Readonly<Record<string, Slot>>;
}

export function unparsed(code: FaultCode, slots: Readonly<Record<string, Slot>> = {}): ParsedGeometry {
  return { geometry: null, problems: [{ code, slots }] };
}
