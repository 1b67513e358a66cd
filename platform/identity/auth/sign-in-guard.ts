import { createHmac } from 'node:crypto';
import type pg from 'pg';
import { normaliseUsername } from './username.ts';

/** Attempts that may fail before signing in is paused. */
const FREE_ATTEMPTS = 5;
const FIRST_LOCK_SECONDS = 30;
const LOCK_SECONDS_MAX = 900;
/** After so long without an attempt, earlier ones are forgotten. */
const MEMORY_SECONDS = 24 * 3600;

/**
 * A lock for each account, shared by all servers: after five attempts without success a pause, which doubles with each
 * further one up to 15 minutes. An attempt is counted before the password is looked at, so a thousand guesses sent at once
 * are five. Names that do not exist are counted like those that do.
 */
export class SignInGuard {
  readonly #pool: pg.Pool;
  readonly #secret: string;
  readonly #now: () => Date;

  constructor(pool: pg.Pool, secret: string, now: () => Date) {
    this.#pool = pool;
    this.#secret = secret;
    this.#now = now;
  }

  /** Counts an attempt. Null when it may go on; otherwise the seconds until one may. */
  async attempt(username: string): Promise<number | null> {
    const now = this.#now();
    const key = this.#keyOf(username);
    // A locked row is left alone, and then no row comes back.
    const { rowCount } = await this.#pool.query(
      `insert into identity.sign_in_guard as g (key, attempts, last_at) values ($1, 1, $2)
       on conflict (key) do update set
         attempts = case when g.last_at < $2 - make_interval(secs => $3) then 1 else g.attempts + 1 end,
         last_at = $2,
         locked_until = case
           when g.last_at < $2 - make_interval(secs => $3) or g.attempts + 1 < $4 then null
           else $2 + make_interval(secs => least($5 * power(2, least(g.attempts + 1 - $4, 20)), $6)) end
       where g.locked_until is null or g.locked_until <= $2`,
      [key, now, MEMORY_SECONDS, FREE_ATTEMPTS, FIRST_LOCK_SECONDS, LOCK_SECONDS_MAX],
    );
    if (rowCount !== 0) return null;
    const { rows } = await this.#pool.query<{ locked_until: Date | null }>(
      'select locked_until from identity.sign_in_guard where key = $1',
      [key],
    );
    const until = rows[0]?.locked_until?.getTime() ?? now.getTime();
    return Math.max(1, Math.ceil((until - now.getTime()) / 1_000));
  }

  /** Forgets the attempts of an account, after one that succeeded. */
  async clear(username: string): Promise<void> {
    await this.#pool.query('delete from identity.sign_in_guard where key = $1', [this.#keyOf(username)]);
  }

  #keyOf(username: string): Buffer {
    return createHmac('sha256', this.#secret)
      .update(`sign-in\0${normaliseUsername(username)}`)
      .digest();
  }
}
