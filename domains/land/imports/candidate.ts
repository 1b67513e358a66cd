import type { SentFeature } from '@lizhu/geodata/limited-read';
import type { AttributeFault } from './attribute-fault.ts';
import { cleanText } from './clean-text.ts';

/** A feature on its way: what was read of it, and what the ledger makes of it. */
export interface Candidate {
  readonly read: SentFeature;
  readonly wkb: Uint8Array | null;
  /** What the officers call it; '' where it has no name. */
  readonly code: string;
  readonly attributes: object | null;
  /** What the ledger finds wrong with it, beside what the reader found. */
  readonly faults: AttributeFault[];
  /** The base that it belongs to. */
  baseId: string | null;
}

/** Whether nothing was found yet that keeps it out of the ledger. */
export function isUsable({ read, wkb, faults }: Candidate): boolean {
  return (
    read.status !== 'quarantined' && wkb !== null && faults.every(({ severity }) => severity !== 'quarantine')
  );
}

const SHOWN_CHARACTERS_MAX = 100;

/** The name under which reports show it: its code, or the identifier that the file gives. */
export function shownName(code: string, id: string | null): string | null {
  const name = code === '' ? id : code;
  if (name === null) return null;
  if (name.length <= SHOWN_CHARACTERS_MAX) return cleanText(name);
  return `${[...cleanText(name)].slice(0, SHOWN_CHARACTERS_MAX).join('')}…`;
}

/** Where a mark on the map stands for a whole feature. */
export function middleOf(bbox: SentFeature['bbox']): readonly [lon: number, lat: number] | null {
  if (bbox === null) return null;
  const [west, south, east, north] = bbox;
  return [(west + east) / 2, (south + north) / 2];
}
