/** A text for people, in the two languages of the platform. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

export type Language = keyof Bilingual;

/** A value that goes into a text: the same in both languages, or not. */
export type Slot = string | number | Bilingual;
export type Slots = Readonly<Record<string, Slot>>;

/** The text in one language with its `{slots}` filled. A slot without a value stays visible. */
export function fillText(text: Bilingual, language: Language, slots: Slots = {}): string {
  return text[language].replaceAll(/\{(\w+)\}/g, (slot, name: string) => {
    const value = slots[name];
    if (value === undefined) return slot;
    return typeof value === 'object' ? value[language] : String(value);
  });
}

/** The slots that a text names, sorted. */
export function slotsOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string))].sort();
}
