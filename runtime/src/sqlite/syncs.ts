/**
 * Whether a commit waits for the disk. What follows from the log need not: in a write-ahead log a later commit that is
 * synced brings everything before it along, and what a failure of power takes back is taken back as a whole.
 */
import type { Database } from "./driver.js";
import { pragmaOf, type Synchronous } from "./options.js";

export class Syncs {
  readonly #database: Database;
  readonly #wanted: Synchronous;
  #now: Synchronous;

  /** @param wanted as the store was opened, for what nothing else tells */
  constructor(database: Database, wanted: Synchronous) {
    this.#database = database;
    this.#wanted = wanted;
    this.#now = wanted;
  }

  /** For the next transaction; not inside one, where SQLite refuses it. */
  prepare(isDerived: boolean): void {
    const next = isDerived ? "normal" : this.#wanted;
    if (next === this.#now) return;
    this.#database.pragma(`synchronous = ${pragmaOf[next]}`);
    this.#now = next;
  }
}
