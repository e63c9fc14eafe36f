/**
 * Who wants to know of commits. A crowd of commits is told by one call, so that a follower reads once for all of them.
 */
import { nextTick } from "node:process";

export class Listeners {
  readonly #listeners = new Set<() => void>();
  #scheduled = false;

  /** Answers a function that removes it again. */
  add(listener: () => void): () => void {
    // Twice the same function is two listeners.
    const own = (): void => {
      listener();
    };
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  /**
   * Calls all of them once for all calls until then: after those who were answered have gone on as far as they can, and
   * before the event loop turns, so that what a follower writes joins what they write.
   */
  call(): void {
    if (this.#scheduled || this.#listeners.size === 0) return;
    this.#scheduled = true;
    nextTick(() => {
      this.#scheduled = false;
      for (const listener of [...this.#listeners]) listener();
    });
  }
}
