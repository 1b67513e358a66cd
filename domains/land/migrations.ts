import { type Migrations, sliceMigrations } from '@lizhu/db';

/** The schema `land`. */
export const landMigrations: Migrations = sliceMigrations('land', import.meta.url);
