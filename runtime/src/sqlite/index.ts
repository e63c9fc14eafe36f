/**
 * `@esdl/runtime/sqlite`: the store in one SQLite file, through better-sqlite3.
 */
import type { StoreSource } from "../store/port.js";
import { openDatabase } from "./driver.js";
import { pragmaOf, type SqliteOptions } from "./options.js";
import { prepare } from "./schema.js";
import { SqliteStore } from "./store.js";

export type { SqliteOptions } from "./options.js";

/** How long the driver itself waits for a lock, in milliseconds. It stops the whole process meanwhile, so not for long. */
const driverTimeout = 20;

/**
 * The store in an SQLite file, which is created when it is missing. Several processes may open one file. `":memory:"`
 * is a database of its own each time it is opened.
 *
 * Opening throws StoreError when better-sqlite3 or its binary is missing, and when the file is another program's or of a
 * later format.
 */
export function sqlite(file: string, options: SqliteOptions = {}): StoreSource {
  const { synchronous = "full", busyTimeout = 10_000 } = options;
  const name: unknown = file;
  if (typeof name !== "string" || name.includes("\0")) {
    throw new TypeError("sqlite(file) needs the name of a file, a text without NUL");
  }
  if (file === "") throw new TypeError('sqlite("") would be lost on close: give a file name, or ":memory:"');
  if (!Number.isSafeInteger(busyTimeout) || busyTimeout < 0) {
    throw new TypeError("busyTimeout must be a number of milliseconds, whole and not negative");
  }
  if (!Object.hasOwn(pragmaOf, synchronous)) throw new TypeError('synchronous must be "full" or "normal"');
  return {
    async open() {
      const database = await openDatabase(file, { timeout: busyTimeout });
      try {
        prepare(database, file, synchronous);
        const store = new SqliteStore(database, synchronous, busyTimeout);
        database.pragma(`busy_timeout = ${String(Math.min(driverTimeout, busyTimeout))}`);
        return store;
      } catch (error) {
        database.close();
        throw error;
      }
    },
  };
}
