/**
 * Spreadsheet programs run a text that begins like a formula, also with full-width signs. In CSV such a text gets an apostrophe before it, which they
 * do not show; reading takes it off again. Texts that begin with apostrophes before such a sign get one more, so that
 * nothing is lost.
 */
const LIKE_FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

export function guarded(text: string): string {
  return LIKE_FORMULA.test(text) ? `'${text}` : text;
}

export function unguarded(text: string): string {
  return text.startsWith("'") && LIKE_FORMULA.test(text) ? text.slice(1) : text;
}
