/** What the store in SQLite can be told. Names nothing of the driver, whose types not everybody has installed. */

/** How safe an acknowledged commit is; see {@link SqliteOptions}. */
export type Synchronous = "full" | "normal";

/** What `PRAGMA synchronous` is told. */
export const pragmaOf: Readonly<Record<Synchronous, string>> = { full: "FULL", normal: "NORMAL" };

/** How the store in SQLite commits. */
export interface SqliteOptions {
  /**
   * `full`, the default: an acknowledged commit survives a power failure. `normal` syncs at checkpoints only: a power
   * failure may lose the latest acknowledged commits, though never tears one or damages the file.
   */
  readonly synchronous?: Synchronous;
  /** How long a commit waits for other processes that hold the file, in milliseconds; 10,000 unless given. */
  readonly busyTimeout?: number;
}
