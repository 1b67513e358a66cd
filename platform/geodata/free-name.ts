/** The name itself, or with `_2`, `_3` … where `taken` has it, letter case aside; the answer is added to `taken`. */
export function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${name}_${n}`;
  taken.add(free.toLowerCase());
  return free;
}

/** The names in order, each told apart from those before it; `without` stands for a name that is empty. */
export function distinctNames(names: readonly string[], without: string): string[] {
  const taken = new Set<string>();
  const repeats = new Map<string, number>();
  return names.map((given) => {
    const name = given || without;
    let free = name;
    let n = repeats.get(name) ?? 2;
    for (; taken.has(free); n++) free = `${name}_${n}`;
    repeats.set(name, n);
    taken.add(free);
    return free;
  });
}
