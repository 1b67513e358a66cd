import { type Migrations, sliceMigrations } from '@lizhu/db';

/** The schema `audit`. */
export const auditMigrations: Migrations = sliceMigrations('audit', import.meta.url);
