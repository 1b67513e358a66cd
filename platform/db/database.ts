import type pg from 'pg';
import type { StorageState } from './storage-state.ts';

export interface DatabaseOptions {
  /** Where the embedded server, its pointer and the secrets live. Made when absent. */
  readonly dataFolder: string;
  /** A PostgreSQL ≥ 15 of your own: the login that will own the schemas. Without it the embedded server is used. */
  readonly url?: string;
  /** Login of the application role on that server, when its administrator made the roles. */
  readonly appUrl?: string;
  readonly log?: (message: string) => void;
}

/** An open database: two pools with different rights on the same database. */
export interface Database {
  readonly embedded: boolean;
  /** PostgreSQL's `server_version_num`, for example 180004. */
  readonly serverVersionNum: number;
  /** The role that owns the schemas: for migrations only. Forced row-level security binds it too. */
  readonly owner: pg.Pool;
  /** Logs in as lizhu_app, which owns nothing. */
  readonly app: pg.Pool;
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Whether there is room to write. */
  storageState(): Promise<StorageState>;
  /** Ends the pools and stops the embedded server, whether this process started it or attached to it. */
  close(): Promise<void>;
  /** Ends the pools; the embedded server stays up. */
  release(): Promise<void>;
}
