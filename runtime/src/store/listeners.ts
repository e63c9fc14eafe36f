/**
 * Who wants to know of commits. A crowd of commits is told by one call, so that a follower reads once for all of them.
 */
import { setImmediate } from "node:timers";

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

  /** Calls all of them in a later turn of the event loop, once for all calls until then. */
  call(): void {
    if (this.#scheduled || this.#listeners.size === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      for (const listener of [...this.#listeners]) listener();
    });
  }
}
