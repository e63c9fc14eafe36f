/** What failed at somebody's work since it was started, for those who watch. */
export class Failures {
  #count = 0;
  #last: { readonly message: string; readonly at: number } | undefined;

  /** How often something failed. */
  get count(): number {
    return this.#count;
  }

  /** What the last failure said, and when it was, by a time that does not jump. */
  get last(): { readonly message: string; readonly at: number } | undefined {
    return this.#last;
  }

  add(error: unknown): void {
    this.#count++;
    this.#last = {
      message: error instanceof Error ? error.message : String(error),
      at: performance.now(),
    };
  }
}
