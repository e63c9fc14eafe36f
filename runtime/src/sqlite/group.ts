/**
 * Group commit: units that arrive while others are being written, or in the same turn of the event loop, share one
 * transaction and one sync. The driver works without waiting, so a turn of the loop is what gathers: everything that was
 * answered by one group runs on, decides anew, and is together in the next.
 */
import { setImmediate, setTimeout } from "node:timers";
import { StoreError } from "../errors.js";
import type { CommitResult, Unit } from "../store/port.js";
import { refusalOf } from "../store/refusal.js";
import { isBusy, type Database } from "./driver.js";
import type { Statements } from "./statements.js";
import type { Syncs } from "./syncs.js";

interface Waiting {
  readonly unit: Unit;
  readonly resolve: (result: CommitResult) => void;
  readonly reject: (error: unknown) => void;
}

/** The most units in one transaction, so that one crowd does not hold the lock for long. */
const largestGroup = 1000;

/** How long to leave the lock to other processes before asking again, in milliseconds, at most. */
const longestPause = 20;

/** The queue before the one writing connection of this process. */
export class Group {
  readonly #database: Database;
  readonly #statements: Statements;
  readonly #syncs: Syncs;
  readonly #busyTimeout: number;
  #waiting: Waiting[] = [];
  #scheduled = false;
  #busySince: number | undefined;

  /** @param busyTimeout how long units wait for a lock that other processes hold, in milliseconds */
  constructor(database: Database, statements: Statements, syncs: Syncs, busyTimeout: number) {
    this.#database = database;
    this.#statements = statements;
    this.#syncs = syncs;
    this.#busyTimeout = busyTimeout;
  }

  /** Answers once the unit is committed or refused. */
  add(unit: Unit): Promise<CommitResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ unit, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(pause?: number): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const flush = (): void => {
      this.#scheduled = false;
      this.#flush();
    };
    if (pause === undefined) setImmediate(flush);
    else setTimeout(flush, pause);
  }

  #flush(): void {
    const group = this.#waiting.splice(0, largestGroup);
    try {
      this.#syncs.prepare(group.every(({ unit }) => unit.isDerived === true));
      if (this.#begin()) this.#write(group);
      else this.#wait(group);
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
    if (this.#waiting.length > 0) this.#schedule();
  }

  /** Whether the write lock is ours. */
  #begin(): boolean {
    try {
      this.#statements.begin.run();
    } catch (error) {
      if (isBusy(error)) return false;
      throw error;
    }
    this.#busySince = undefined;
    return true;
  }

  #wait(group: readonly Waiting[]): void {
    const now = performance.now();
    this.#busySince ??= now;
    if (now - this.#busySince > this.#busyTimeout) {
      this.#busySince = undefined;
      throw new StoreError(
        `The SQLite file is locked: another process has held it for ${String(this.#busyTimeout)} ms. Nothing was stored.`,
      );
    }
    this.#waiting.unshift(...group);
    this.#schedule(Math.random() * longestPause);
  }

  /** Writes a group inside the transaction that was begun, and ends it. */
  #write(group: readonly Waiting[]): void {
    const results: CommitResult[] = [];
    let at = 0;
    try {
      for (const { unit } of group) {
        results.push(this.#judge(unit));
        at++;
      }
      this.#statements.commit.run();
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec("ROLLBACK");
      this.#afterFailure(group, at, error);
      return;
    }
    for (const [index, { resolve }] of group.entries()) {
      const result = results[index];
      if (result !== undefined) resolve(result);
    }
  }

  #judge(unit: Unit): CommitResult {
    const refusal = refusalOf(unit, this.#statements);
    return refusal === undefined
      ? { ok: true, appends: this.#statements.apply(unit) }
      : { ok: false, refusal };
  }

  /** A unit that could not be written fails alone; the others of its group are written without it. */
  #afterFailure(group: readonly Waiting[], at: number, error: unknown): void {
    const culprit = group[at];
    if (culprit === undefined) {
      for (const { reject } of group) reject(error);
      return;
    }
    culprit.reject(error);
    this.#waiting.unshift(...group.filter((_, index) => index !== at));
  }
}
