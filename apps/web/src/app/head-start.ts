/** An answer that nobody has come for by then is no longer news. */
const KEPT_MS = 10_000;

const asked = new Map<string, Promise<Response | null>>();

/** Asks before the page can: whoever reads this address first gets the answer, if it is a good one. */
export function askAhead(url: string): Promise<Response | null> {
  const answer = fetch(url, { headers: { accept: 'application/json' }, credentials: 'same-origin' }).then(
    (response) => (response.ok ? response : null),
    () => null,
  );
  asked.set(url, answer);
  setTimeout(() => asked.delete(url), KEPT_MS);
  return answer;
}

/** The answer to what was asked ahead, once; null where nothing was, or where it must be asked again to say why not. */
export async function answeredAhead(url: string): Promise<Response | null> {
  const answer = asked.get(url);
  asked.delete(url);
  return (await answer) ?? null;
}
