/**
 * The states that were used last. A cached state is a snapshot in memory: whoever takes one reads what the stream has
 * besides, so that no other process can make it wrong.
 */
export class Cache<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #size: number;

  /** @param size how many values are kept; 0 keeps none */
  constructor(size: number) {
    this.#size = size;
  }

  get(key: string): Value | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, value);
    }
    return value;
  }

  set(key: string, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#size) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }
}
