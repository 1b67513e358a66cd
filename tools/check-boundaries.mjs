import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { importCycles } from './import-cycles.mjs';

const emptyName = /(^|\/)(utils?|lib|common|helpers?|misc|shared)(\.tsx?|\/)/;
const places = ['kernels', 'platform', 'domains', 'apps', 'demo', 'bench'];

/**
 * Holds the directions of ARCHITECTURE.md with dependency-cruiser, and refuses to call an empty look a success: the
 * cruise must have seen every source file there is.
 *
 * @throws Error with every wrong turn, or with the files that were not read.
 */
export async function checkBoundaries(root) {
  const { files, imports, wrong } = await wrongTurns(root);
  if (wrong.length > 0) throw new Error(`${wrong.length} wrong turns:\n${wrong.join('\n')}`);
  process.stdout.write(`${files} files, ${imports} imports, no wrong turn\n`);
}

/** @returns {Promise<{ files: number, imports: number, wrong: string[] }>} */
export async function wrongTurns(root) {
  const typeOnly = await readTypeScriptBySwc();
  const { cruise } = await import('dependency-cruiser');
  const { default: extractOptions } = await import('dependency-cruiser/config-utl/extract-depcruise-options');
  const options = await extractOptions(join(root, '.dependency-cruiser.cjs'));
  const sources = places.flatMap((place) =>
    sourceFiles(join(root, place)).map((file) => relative(root, file)),
  );
  const result = await cruise(sources, { ...options, baseDir: root, outputType: 'json' });
  const { modules, summary } = typeof result.output === 'string' ? JSON.parse(result.output) : result.output;
  const read = modules.filter(({ source }) => sources.includes(source));
  vouchFor(sources, read);
  const wrong = summary.violations
    .filter(({ rule }) => rule.severity === 'error')
    .map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  const cycles = importCycles(
    new Map(
      read.map(({ source, dependencies }) => [source, atRunTime(dependencies, typeOnly(join(root, source)))]),
    ),
  );
  wrong.push(...cycles.map((group) => `cycle: ${group.join(' ↔ ')}`));
  wrong.push(...undeclaredImports(root, read));
  wrong.push(...sources.filter((file) => emptyName.test(file)).map((file) => `says nothing: ${file}`));
  return { files: sources.length, imports: summary.totalDependenciesCruised, wrong };
}

/** @throws Error when the cruise did not read all files, or found hardly any import in them. */
function vouchFor(sources, read) {
  const seen = new Set(read.map(({ source }) => source));
  const unseen = sources.filter((source) => !seen.has(source));
  if (unseen.length > 0) {
    throw new Error(
      `Cannot vouch for the boundaries: ${unseen.length} of ${sources.length} files were not read: ${unseen.slice(0, 5).join(', ')}`,
    );
  }
  const importing = read.filter(({ dependencies }) => dependencies.length > 0).length;
  if (importing * 3 < sources.length) {
    throw new Error(
      `Cannot vouch for the boundaries: imports were found in only ${importing} of ${sources.length} files`,
    );
  }
}

/**
 * dependency-cruiser has swc read every file as plain TypeScript, and JSX is none; told by the name, swc reads both. It
 * also drops which imports are of types only: those are noted here.
 *
 * @returns The specifiers that a file imports by `import type` or `export type` alone.
 */
async function readTypeScriptBySwc() {
  const { default: swc } = await import('@swc/core');
  const parse = swc.parseFileSync;
  const noted = new Map();
  swc.parseFileSync = (file, options) => {
    const tree = parse(file, { ...options, tsx: file.endsWith('.tsx') });
    const statements = tree.body.filter(({ source }) => source?.value !== undefined);
    const values = new Set(statements.filter(({ typeOnly }) => !typeOnly).map(({ source }) => source.value));
    const types = statements.filter(({ typeOnly }) => typeOnly).map(({ source }) => source.value);
    noted.set(file, new Set(types.filter((specifier) => !values.has(specifier))));
    return tree;
  };
  return (file) => noted.get(file) ?? new Set();
}

function atRunTime(dependencies, typeOnly) {
  return dependencies.filter(({ module }) => !typeOnly.has(module)).map(({ resolved }) => resolved);
}

/** Workspace packages resolve by hoisting whether declared or not; the package.json of the importer must name them. */
function undeclaredImports(root, modules) {
  const declared = new Map();
  const lines = new Set();
  for (const { source, dependencies } of modules) {
    const folder = /^((?:kernels|platform|domains|apps)\/[^/]+|demo|bench)\//.exec(source)?.[1];
    if (folder === undefined) continue;
    if (!declared.has(folder)) declared.set(folder, declaredBy(join(root, folder, 'package.json')));
    for (const { module } of dependencies) {
      const name = /^(@lizhu\/[^/]+)/.exec(module)?.[1];
      if (name !== undefined && !declared.get(folder).has(name)) lines.add(`undeclared: ${source} → ${name}`);
    }
  }
  return [...lines];
}

function declaredBy(file) {
  const { name, dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(file, 'utf8'));
  return new Set([name, ...Object.keys(dependencies), ...Object.keys(devDependencies)]);
}

function sourceFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist'].includes(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}
