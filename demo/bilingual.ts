/** A text in the two languages of the platform; Chinese is the reference. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}
