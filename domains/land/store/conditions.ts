/** Collects conditions with their parameters: the numbers of the placeholders are kept by it, never by hand. */
export class Conditions {
  readonly parameters: unknown[] = [];
  readonly #parts: string[] = [];

  /** Adds a condition; `?` in it stands for the value. */
  add(condition: string, ...values: unknown[]): this {
    let next = 0;
    this.#parts.push(condition.replaceAll('?', () => this.bind(values[next++])));
    return this;
  }

  /** Binds a value and returns its placeholder. */
  bind(value: unknown): string {
    this.parameters.push(value);
    return `$${this.parameters.length}`;
  }

  /** `true` when nothing was asked. */
  get sql(): string {
    return this.#parts.length === 0 ? 'true' : this.#parts.join(' and ');
  }
}
