/**
 * The groups of files that need each other at run time: strongly connected components of more than one file (Tarjan,
 * "Depth-first search and linear graph algorithms", 1972).
 *
 * @param {ReadonlyMap<string, readonly string[]>} imports What each file imports.
 * @returns {string[][]} Each group sorted by name.
 */
export function importCycles(imports) {
  const index = new Map();
  const low = new Map();
  const waiting = [];
  const cycles = [];
  const visit = (file) => {
    index.set(file, index.size);
    low.set(file, index.get(file));
    waiting.push(file);
    for (const next of imports.get(file) ?? []) {
      if (!index.has(next)) visit(next);
      if (waiting.includes(next)) low.set(file, Math.min(low.get(file), low.get(next)));
    }
    if (low.get(file) !== index.get(file)) return;
    const group = waiting.splice(waiting.indexOf(file));
    if (group.length > 1) cycles.push(group.sort());
  };
  for (const file of imports.keys()) if (!index.has(file)) visit(file);
  return cycles;
}
