/** Lets those who ask for the same at the same moment share one answer; whoever comes after it asks anew. */
export class SharedFlights<T> {
  readonly #under = new Map<string, Promise<T>>();

  run(key: string, find: () => Promise<T>): Promise<T> {
    const shared = this.#under.get(key);
    if (shared !== undefined) return shared;
    const finding = find().finally(() => this.#under.delete(key));
    this.#under.set(key, finding);
    return finding;
  }
}
