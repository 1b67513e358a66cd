import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Holds the directions of ARCHITECTURE.md with dependency-cruiser, and refuses to call an empty look a success:
 * the cruise must have seen every source file there is.
 */
export async function checkBoundaries(root) {
  const { cruise } = await import('dependency-cruiser');
  const { default: extractOptions } = await import('dependency-cruiser/config-utl/extract-depcruise-options');
  const options = await extractOptions(join(root, '.dependency-cruiser.cjs'));
  const places = ['kernels', 'platform', 'domains', 'apps', 'demo', 'bench'];
  const sources = places.flatMap((place) =>
    sourceFiles(join(root, place)).map((file) => relative(root, file)),
  );
  const result = await cruise(sources, { ...options, baseDir: root, outputType: 'json' });
  const output = typeof result.output === 'string' ? JSON.parse(result.output) : result.output;
  const seen = new Set(output.modules.map((module) => module.source));
  const unseen = sources.filter((source) => !seen.has(source));
  if (unseen.length > 0)
    throw new Error(`Cannot vouch for the boundaries: not read: ${unseen.slice(0, 5).join(', ')}`);
  const readable = output.modules.filter(
    (module) => sources.includes(module.source) && module.dependencies.length > 0,
  );
  if (readable.length * 3 < sources.length) {
    throw new Error(
      `Cannot vouch for the boundaries: imports were found in only ${readable.length} of ${sources.length} files`,
    );
  }
  const violations = output.summary.violations.filter((violation) => violation.rule.severity === 'error');
  for (const { rule, from, to } of violations) process.stderr.write(`${rule.name}: ${from} → ${to}\n`);
  const undeclared = undeclaredImports(root, output.modules);
  for (const line of undeclared) process.stderr.write(`undeclared: ${line}\n`);
  if (violations.length + undeclared.length > 0) process.exit(1);
  process.stdout.write(
    `${sources.length} files, ${output.summary.totalDependenciesCruised ?? 'their'} imports, no wrong turn\n`,
  );
}

/** Workspace packages resolve by hoisting whether declared or not; the package.json of the importer must name them. */
function undeclaredImports(root, modules) {
  const declared = new Map();
  const lines = new Set();
  for (const module of modules) {
    const folder = /^((?:kernels|platform|domains|apps)\/[^/]+|demo|bench)\//.exec(module.source)?.[1];
    if (folder === undefined || module.source.includes('/dist/')) continue;
    if (!declared.has(folder)) {
      const {
        name,
        dependencies = {},
        devDependencies = {},
      } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      declared.set(folder, new Set([name, ...Object.keys(dependencies), ...Object.keys(devDependencies)]));
    }
    for (const dependency of module.dependencies) {
      const name = /^(@lizhu\/[^/]+)/.exec(dependency.module)?.[1];
      if (name !== undefined && !declared.get(folder).has(name)) lines.add(`${module.source} → ${name}`);
    }
  }
  return [...lines];
}

function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist'].includes(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}
