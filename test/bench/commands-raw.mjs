// The peer of the command benchmark: the least that a program must do with better-sqlite3 to handle a command durably. It
// reads the stream, parses and adds up its events, and writes an event and an inbox row in one transaction.
import { randomUUID } from "node:crypto";
import Database from "better-sqlite3";

export function rawLoop(file, synchronous) {
  const database = new Database(file);
  database.pragma("journal_mode = WAL");
  database.pragma(`synchronous = ${synchronous}`);
  database.exec(`
    CREATE TABLE IF NOT EXISTS events (
      position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, category TEXT NOT NULL,
      type TEXT NOT NULL, schema INTEGER NOT NULL, data TEXT NOT NULL, meta TEXT NOT NULL) STRICT;
    CREATE UNIQUE INDEX IF NOT EXISTS events_by_stream ON events (stream, version);
    CREATE TABLE IF NOT EXISTS inbox (
      command_id TEXT NOT NULL PRIMARY KEY, fingerprint TEXT NOT NULL, outcome TEXT NOT NULL) STRICT, WITHOUT ROWID;`);
  const begin = database.prepare("BEGIN IMMEDIATE");
  const commit = database.prepare("COMMIT");
  const read = database.prepare("SELECT version, type, data FROM events WHERE stream = ? ORDER BY version");
  const append = database.prepare(
    "INSERT INTO events (stream, version, category, type, schema, data, meta) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const remember = database.prepare("INSERT INTO inbox (command_id, fingerprint, outcome) VALUES (?, ?, ?)");
  const fingerprint = "0123456789abcdef".repeat(4);

  return {
    deposit(account, amount) {
      const stream = `Bank.Account-${account}`;
      begin.run();
      let balance = 0;
      let version = 0;
      for (const row of read.all(stream)) {
        version = row.version;
        balance += Number(JSON.parse(row.data).amount ?? 0);
      }
      const commandId = randomUUID();
      const meta = {
        id: randomUUID(),
        occurredAt: new Date().toISOString(),
        correlationId: commandId,
        causationId: commandId,
        actor: { id: "", roles: [] },
      };
      const type = version === 0 ? "Opened" : "Deposited";
      const data = version === 0 ? { number: account } : { amount };
      append.run(stream, version + 1, "Bank.Account", type, 1, JSON.stringify(data), JSON.stringify(meta));
      const outcome = JSON.stringify({ ok: true, stream, version: version + 1, events: 1 });
      remember.run(commandId, fingerprint, outcome);
      commit.run();
      return balance;
    },
    close: () => database.close(),
  };
}
