import { Problem } from '@lizhu/http';
import { hash, verify } from '@node-rs/argon2';
import { normaliseUsername } from './username.ts';

/** argon2id with 64 MiB and three passes (RFC 9106 §4, second option, in one lane): about 45 ms. 2 is argon2id's number. */
const ARGON2ID = { algorithm: 2, memoryCost: 65_536, timeCost: 3, parallelism: 1 } as const;
/** Hashes at once: each takes a thread of the pool that files and name look-ups need as well. */
const AT_ONCE_MAX = 2;

const LENGTH_MIN = 8;
export const PASSWORD_LENGTH_MAX = 128;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE_MAX) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, ARGON2ID));
}

export function verifyPassword(hashed: string, password: string): Promise<boolean> {
  return inTurn(() => verify(hashed, password));
}

/** @throws Problem `identity.password-weak` */
export function assertPasswordUsable(password: string, username: string): void {
  const { length } = [...password];
  const repeats = normaliseUsername(password).includes(normaliseUsername(username));
  if (length < LENGTH_MIN || password.length > PASSWORD_LENGTH_MAX || repeats)
    throw new Problem('identity.password-weak');
}
