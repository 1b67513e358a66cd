export type SearchText = Readonly<Record<string, string>>;

/** The query of an address as plain texts: each page reads its own state from them. */
export function parseSearch(text: string): SearchText {
  return Object.fromEntries(new URLSearchParams(text));
}

/** The opposite; what people read in an address (commas, colons, slashes) stays readable. */
export function stringifySearch(search: Record<string, unknown>): string {
  const parts = Object.entries(search)
    .filter(([, value]) => typeof value === 'string' && value !== '')
    .map(([key, value]) => `${encodeURIComponent(key)}=${readable(encodeURIComponent(value as string))}`);
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

function readable(text: string): string {
  return text.replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%3B', ';');
}
