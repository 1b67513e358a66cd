/** An answer that nobody has come for by then is no longer news. */
const KEPT_MS = 10_000;

const asked = new Map<string, Promise<string | null>>();

/** Asks before the page can: whoever reads this address first gets what it answered, if it is a good answer. */
export function askAhead(url: string): Promise<string | null> {
  const text = textAt(url).catch(() => null);
  asked.set(url, text);
  setTimeout(() => asked.delete(url), KEPT_MS);
  return text;
}

async function textAt(url: string): Promise<string | null> {
  const response = await fetch(url, { headers: { accept: 'application/json' }, credentials: 'same-origin' });
  const text = await response.text();
  return response.ok ? text : null;
}

/** What was answered ahead, once; null where nothing was, or where it must be asked again to say why not. */
export async function answeredAhead(url: string): Promise<string | null> {
  const text = asked.get(url);
  asked.delete(url);
  return (await text) ?? null;
}
