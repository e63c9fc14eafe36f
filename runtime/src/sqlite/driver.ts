/**
 * better-sqlite3, loaded when a store is opened: who uses another store need not have it.
 */
import type BetterSqlite3 from "better-sqlite3";
import { StoreError } from "../errors.js";

export type Database = BetterSqlite3.Database;
type Constructor = typeof BetterSqlite3;

/** Opens a database with the driver that is installed. */
export async function openDatabase(file: string, options: BetterSqlite3.Options): Promise<Database> {
  const Driver = await loadDriver();
  try {
    return new Driver(file, options);
  } catch (error) {
    throw isMissingBinary(error) ? missingBinary(error) : cannotOpen(file, error);
  }
}

async function loadDriver(): Promise<Constructor> {
  try {
    const driver: { readonly default: Constructor } = await import("better-sqlite3");
    return driver.default;
  } catch (error) {
    if (codeOf(error) !== "ERR_MODULE_NOT_FOUND") throw missingBinary(error);
    throw new StoreError(
      "The SQLite store needs the package better-sqlite3, which is not installed. Run: npm install better-sqlite3",
      { cause: error },
    );
  }
}

/** The package is there, its compiled part is not, or was compiled for another version of Node. */
export function isMissingBinary(error: unknown): boolean {
  return (
    error instanceof Error &&
    (codeOf(error) === "ERR_DLOPEN_FAILED" || error.message.startsWith("Could not locate the bindings file"))
  );
}

function missingBinary(error: unknown): StoreError {
  return new StoreError(
    `better-sqlite3 has no binary for Node ${process.version} on this machine. Run: npm rebuild better-sqlite3\n` +
      "(npm 12 runs install scripts only of packages that allowScripts in package.json lists.)",
    { cause: error },
  );
}

function cannotOpen(file: string, error: unknown): StoreError {
  const why = error instanceof Error ? error.message : String(error);
  return new StoreError(`Cannot open the SQLite file ${file}: ${why}`, { cause: error });
}

/** Whether another connection held the lock that was asked for. */
export function isBusy(error: unknown): boolean {
  return codeOf(error)?.startsWith("SQLITE_BUSY") === true;
}

/** The `code` of an error of Node or of the driver. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
