/** A sentence for people, in both languages of the house. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}
