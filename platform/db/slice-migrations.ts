import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

/** The migrations of one slice: a folder of `0001-name.sql`, `0002-name.sql`, … */
export interface Migrations {
  readonly slice: string;
  readonly folder: URL;
  /** A schema that a library keeps by its own migrations, installed after the slice's files. */
  readonly library?: LibrarySchema;
}

export interface LibrarySchema {
  readonly name: string;
  readonly version: string;
  /** Brings the schema up to date as the owner. Must do nothing when it is up to date. */
  install(ownerUrl: string): Promise<void>;
}

export interface MigrationFile {
  readonly slice: string;
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
  readonly sql: string;
}

/**
 * The migrations in `migrations/` beside the package.json that encloses a module: the same folder whether the module
 * runs from its source or from dist.
 *
 * @param moduleUrl `import.meta.url` of a module of the slice.
 */
export function sliceMigrations(slice: string, moduleUrl: string): Migrations {
  for (let at = new URL('.', moduleUrl); ; at = new URL('..', at)) {
    if (existsSync(new URL('package.json', at))) return { slice, folder: new URL('migrations/', at) };
    if (at.pathname === pathToFileURL('/').pathname || at.href === new URL('..', at).href) {
      throw new Error(`Cannot find the migrations of ${slice}: no package.json above ${moduleUrl}`);
    }
  }
}

/**
 * Reads a slice's files in order.
 *
 * @throws Error when a name is malformed, or the numbers do not run 1, 2, 3, ….
 */
export async function readMigrations({ slice, folder }: Migrations): Promise<MigrationFile[]> {
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(slice))
    throw new Error(`Cannot read migrations: "${slice}" is no slice name`);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return await Promise.all(
    names.map(async (name, index) => {
      const match = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(name);
      if (match === null)
        throw new Error(`Cannot read the migration ${slice}/${name}: a name is 0001-what-it-does.sql`);
      if (Number(match[1]) !== index + 1) {
        throw new Error(`Cannot read the migration ${slice}/${name}: number ${index + 1} is expected here`);
      }
      const sql = (await readFile(new URL(name, folder), 'utf8')).replaceAll('\r\n', '\n');
      return { slice, number: index + 1, name, sha256: createHash('sha256').update(sql).digest('hex'), sql };
    }),
  );
}
