import { Problem } from '@lizhu/http';

const USABLE = /^[\p{L}\p{M}\p{N}._-]{2,40}$/u;

/** The form in which names are compared and kept: ＡＢ and ab are one name. */
export function normaliseUsername(username: string): string {
  return username.normalize('NFKC').trim().toLowerCase();
}

export function isUsernameUsable(username: string): boolean {
  return USABLE.test(username);
}

/**
 * @returns The name in its kept form.
 * @throws Problem `identity.username-unusable`
 */
export function usableUsername(username: string): string {
  const normalised = normaliseUsername(username);
  if (!isUsernameUsable(normalised)) throw new Problem('identity.username-unusable');
  return normalised;
}
