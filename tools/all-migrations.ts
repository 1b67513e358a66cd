import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Migrations } from '@lizhu/db';

export const root = fileURLToPath(new URL('..', import.meta.url));

interface Package {
  readonly name: string;
  readonly needs: readonly string[];
}

/**
 * The migrations of every package that has a folder of them, each after those it depends on: found by looking, so that
 * a slice which nobody registered is still checked.
 */
export async function allMigrations(): Promise<Migrations[]> {
  const packages = new Map(packagesWithMigrations().map((found) => [found.name, found]));
  const sorted: string[] = [];
  const visit = (name: string): void => {
    const found = packages.get(name);
    if (found === undefined || sorted.includes(name)) return;
    for (const needed of found.needs) visit(needed);
    sorted.push(name);
  };
  for (const name of [...packages.keys()].sort()) visit(name);
  return await Promise.all(sorted.filter((name) => name !== '@lizhu/db').map(migrationsOf));
}

function packagesWithMigrations(): Package[] {
  return ['platform', 'domains'].flatMap((place) =>
    readdirSync(join(root, place))
      .filter((folder) => existsSync(join(root, place, folder, 'migrations')))
      .map((folder) => {
        const text = readFileSync(join(root, place, folder, 'package.json'), 'utf8');
        const { name, dependencies = {} } = JSON.parse(text) as {
          name: string;
          dependencies?: Record<string, string>;
        };
        return { name, needs: Object.keys(dependencies).sort() };
      }),
  );
}

async function migrationsOf(name: string): Promise<Migrations> {
  const face = Object.values((await import(name)) as object);
  const found = face.filter((value): value is Migrations => value?.folder instanceof URL && 'slice' in value);
  if (found.length !== 1)
    throw new Error(`Cannot find the migrations of ${name}: it exports ${found.length}`);
  return found[0]!;
}
