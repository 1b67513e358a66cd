import type { Bilingual } from './bilingual.ts';
import { type FaultCode, faultCatalogue } from './fault-catalogue.ts';
import type { Place } from './place.ts';

export type { FaultCode } from './fault-catalogue.ts';
export type { Place } from './place.ts';

/** `note`: said, nothing changed in substance. `repaired`: the geometry was changed. `quarantine`: not usable as it is. */
export type Severity = 'note' | 'repaired' | 'quarantine';

/** Something wrong with one feature, what it means, what to do about it, and where it is. */
export interface Fault {
  readonly code: FaultCode;
  readonly severity: Severity;
  readonly message: Bilingual;
  readonly remedy: Bilingual;
  readonly place: Place;
}

/** What fills a slot of a message; a text in both languages where the languages differ. */
export type Slot = string | number | Bilingual;

/** Makes a fault from the catalogue, its `{slots}` filled; `severity` only where the catalogue's does not hold. */
export function fault(
  code: FaultCode,
  place: Place,
  slots: Readonly<Record<string, Slot>> = {},
  severity?: Severity,
): Fault {
  const entry = faultCatalogue[code];
  const filled = (text: string, language: 'zh' | 'en'): string =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const slot = slots[name] ?? '';
      return typeof slot === 'object' ? slot[language] : String(slot);
    });
  return {
    code,
    severity: severity ?? entry.severity,
    message: { zh: filled(entry.zh, 'zh'), en: filled(entry.en, 'en') },
    remedy: { zh: filled(entry.remedyZh, 'zh'), en: filled(entry.remedyEn, 'en') },
    place,
  };
}

/** Square metres as people read them in a message. */
export function sqmText(areaSqm: number): string {
  return Math.abs(areaSqm) < 0.01 && areaSqm !== 0 ? areaSqm.toExponential(1) : areaSqm.toFixed(2);
}
