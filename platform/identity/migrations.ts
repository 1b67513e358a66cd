import { type Migrations, sliceMigrations } from '@lizhu/db';

/** The schema `identity`. */
export const identityMigrations: Migrations = sliceMigrations('identity', import.meta.url);
