import { type Migrations, sliceMigrations } from '@lizhu/db';

/** The schema `programme`. */
export const programmeMigrations: Migrations = sliceMigrations('programme', import.meta.url);
