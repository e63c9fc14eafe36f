/**
 * The SQLite file's format: how it is recognised, made, and refused when it is another's or of a later version.
 */
import { StoreError } from "../errors.js";
import { codeOf, type Database } from "./driver.js";
import { pragmaOf, type Synchronous } from "./options.js";

/** `ESDL` in ASCII: what `PRAGMA application_id` says of our files. */
const applicationId = 0x4553444c;

/** What `PRAGMA user_version` says; raised with every change of the tables. */
const formatVersion = 1;

/*
 * Why the tables look like this: events are kept in commit order, which is the order of the log; the index leads from a
 * stream to its events and makes a second event of one version impossible, whatever the code above does. Envelope
 * and data are each one text, since replay reads the one and rarely the other.
 */
const tables = `
CREATE TABLE events (
  position INTEGER PRIMARY KEY,
  stream TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  category TEXT NOT NULL,
  type TEXT NOT NULL,
  schema INTEGER NOT NULL,
  data TEXT NOT NULL,
  meta TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX events_by_stream ON events (stream, version);

CREATE TABLE inbox (
  command_id TEXT NOT NULL PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  outcome TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE unique_keys (
  category TEXT NOT NULL,
  clause TEXT NOT NULL,
  key TEXT NOT NULL,
  holder TEXT NOT NULL,
  PRIMARY KEY (category, clause, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshots (
  stream TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  position INTEGER NOT NULL,
  logic TEXT NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE records (
  collection TEXT NOT NULL,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  value TEXT NOT NULL,
  due TEXT,
  PRIMARY KEY (collection, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX records_due ON records (collection, due, key) WHERE due IS NOT NULL;
`;

/**
 * Makes a connection ready: recognises or makes the format, and sets what holds for the connection.
 *
 * @throws StoreError when the file is none of ours, or of a later format
 */
export function prepare(database: Database, file: string, synchronous: Synchronous): void {
  try {
    recognise(database, file);
    const mode = database.pragma("journal_mode = WAL", { simple: true });
    if (mode !== "wal" && mode !== "memory") {
      throw new StoreError(
        `The SQLite file ${file} cannot use a write-ahead log (its journal is ${String(mode)}). ` +
          "Is it on a network file system? Put it on a local disk.",
      );
    }
    database.pragma(`synchronous = ${pragmaOf[synchronous]}`);
    // On macOS, fsync alone leaves the data in the drive's cache; elsewhere this changes nothing.
    database.pragma("fullfsync = ON");
    database.pragma("trusted_schema = OFF");
    create(database, file);
  } catch (error) {
    if (codeOf(error) === "SQLITE_NOTADB") {
      throw new StoreError(`${file} is not an SQLite file. Choose another file for the store.`, {
        cause: error,
      });
    }
    throw error;
  }
}

/** Creates the tables, unless another process has just done so. */
function create(database: Database, file: string): void {
  if (!isEmpty(database)) return;
  database
    .transaction(() => {
      recognise(database, file);
      if (!isEmpty(database)) return;
      database.exec(tables);
      database.pragma(`application_id = ${String(applicationId)}`);
      database.pragma(`user_version = ${String(formatVersion)}`);
    })
    .immediate();
}

function recognise(database: Database, file: string): void {
  const id = database.pragma("application_id", { simple: true });
  const version = Number(database.pragma("user_version", { simple: true }));
  if (id !== applicationId) {
    if (id === 0 && isEmpty(database)) return;
    throw new StoreError(
      `The SQLite file ${file} belongs to another program (its application_id is ${String(id)}). ` +
        "Choose another file for the store; nothing was changed.",
    );
  }
  if (version === formatVersion) return;
  throw new StoreError(
    `The store ${file} has format ${String(version)}; this version of @esdl/runtime reads format ${String(formatVersion)}. ` +
      "Update @esdl/runtime; nothing was changed.",
  );
}

function isEmpty(database: Database): boolean {
  return database.prepare("SELECT count(*) FROM sqlite_schema").pluck().get() === 0;
}
