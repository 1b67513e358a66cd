/** A text for people, in the two languages of the platform. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** Puts values into the `{slots}` of both texts. */
export function fillSlots(text: Bilingual, slots: Readonly<Record<string, string | number>>): Bilingual {
  const fill = (one: string): string =>
    one.replaceAll(/\{(\w+)\}/g, (slot, name: string) => String(slots[name] ?? slot));
  return { zh: fill(text.zh), en: fill(text.en) };
}
