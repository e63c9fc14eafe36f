// Projections on SQLite: catch-up of a counter table against a loop of better-sqlite3 that does one prepared upsert per event,
// ten projections against one, how long a read with `after` waits beyond its command, and what commands pay for projections.
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import Database from "better-sqlite3";
import { createApp } from "../../runtime/dist/index.js";
import { sqlite } from "../../runtime/dist/sqlite/index.js";
import { bank, deposit, open } from "./account.mjs";
import { realDisk } from "./disk.mjs";
import { table } from "./table.mjs";

export const title = "Projections on SQLite";

const events = 100_000;
const accounts = 1000;
const rounds = 3;
const reads = 500;
const commands = 4000;
const callers = 16;

/** As generated code has it. */
const counter = (name) => ({
  name,
  table: {
    name,
    version: "1",
    key: [{ name: "account", type: "text" }],
    columns: [{ name: "count", type: "int" }],
    indexes: [],
  },
  keyOf: (key) => [key],
  events: {
    "Bank.Account": {
      Deposited: ({ id }) => [
        {
          key: [id],
          update: (row) => {
            const draft = row === undefined ? { account: id, count: 0 } : { ...row };
            draft.count += 1;
            return draft;
          },
        },
      ],
    },
  },
});

const counters = (count) => Array.from({ length: count }, (_, at) => counter(`Bank.Counter${at}`));

export async function run() {
  const disk = realDisk();
  let files = 0;
  const file = () => join(disk.folder, `${++files}.db`);
  console.log(
    `  on ${disk.fileSystem}; ${events} events over ${accounts} accounts, the best of ${rounds} rounds`,
  );
  const took = { loop: Infinity, one: Infinity, ten: Infinity };
  for (let round = 0; round < rounds; round++) {
    took.loop = Math.min(took.loop, loop(file()));
    took.one = Math.min(took.one, await catchUp(file(), 1));
    took.ten = Math.min(took.ten, await catchUp(file(), 10));
  }
  table(
    ["catch-up", "events per second", "ratio", "of"],
    [
      ["loop, one upsert per event", perSecond(took.loop), "", ""],
      ["one projection", perSecond(took.one), `${Math.round((took.loop / took.one) * 100)} %`, "the loop"],
      ["ten projections", perSecond(took.ten), `${(took.ten / took.one).toFixed(1)} ×`, "the time of one"],
    ],
  );
  for (const callers of [1, 16]) await latency(file(), callers);
  await besideCommands(file);
}

const perSecond = (milliseconds) => Math.round((events / milliseconds) * 1000).toLocaleString("en");

function loop(path) {
  const database = new Database(path);
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.exec(
    "CREATE TABLE counter (account TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID",
  );
  const upsert = database.prepare(
    "INSERT INTO counter VALUES (?, 1) ON CONFLICT DO UPDATE SET count = count + 1",
  );
  const batch = database.transaction((from) => {
    for (let at = from; at < from + 1000; at++) upsert.run(String(at % accounts));
  });
  const start = performance.now();
  for (let from = 0; from < events; from += 1000) batch(from);
  const took = performance.now() - start;
  database.close();
  return took;
}

async function catchUp(path, count) {
  const store = await sqlite(path).open();
  const meta = JSON.stringify({
    id: "e",
    occurredAt: "2026-01-01T00:00:00.000Z",
    correlationId: "",
    causationId: "",
    actor: { id: "", roles: [] },
  });
  for (let from = 0; from < events; from += 1000) {
    await store.commit({
      appends: Array.from({ length: 1000 }, (_, at) => ({
        stream: `Bank.Account-${(from + at) % accounts}`,
        category: "Bank.Account",
        expected: "any",
        events: [{ type: "Deposited", schema: 1, data: '{"amount":"12.5"}', meta }],
      })),
    });
  }
  await store.close();
  const projections = counters(count);
  const app = await createApp({ modules: [{ ...bank, projections }], store: sqlite(path) });
  const start = performance.now();
  await app.start();
  for (const definition of projections)
    await app.read({ definition }).get("0", { after: { position: events }, timeout: 120_000 });
  const took = performance.now() - start;
  const row = await app.read({ definition: projections[0] }).get("0");
  if (row?.count !== events / accounts) throw new Error(`${row?.count} instead of ${events / accounts}`);
  await app.close();
  return took;
}

/** The wait for `after` beyond the command, in one process, where so many callers do nothing else. */
async function latency(path, callers) {
  const [definition] = counters(1);
  const app = await createApp({ modules: [{ ...bank, projections: [definition] }], store: sqlite(path) });
  await app.start();
  const waits = [];
  const caller = async (_, number) => {
    const account = String(number);
    await app.execute(open(account));
    for (let at = 0; at < reads; at++) {
      const after = await app.execute(deposit(account));
      const start = performance.now();
      await app.read({ definition }).get(account, { after });
      waits.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  await app.close();
  waits.sort((a, b) => a - b);
  const at = (part) => `${waits[Math.floor(waits.length * part)].toFixed(2)} ms`;
  console.log(
    `  from an answered command to a row that has seen it, ${callers} at once: median ${at(0.5)}, 95 % below ${at(0.95)}`,
  );
}

/** Commands of sixteen callers: alone, with a projection that follows, with one and with five that commit with the append. */
async function besideCommands(file) {
  const projected = (count, inline) => async () => {
    const projections = counters(count);
    const app = await createApp({
      modules: [{ ...bank, projections }],
      store: sqlite(file()),
      ...(inline ? { projections: { inline: projections.map((definition) => ({ definition })) } } : {}),
    });
    await app.start();
    await Promise.all(Array.from({ length: callers }, (_, n) => app.execute(open(String(n)))));
    const start = performance.now();
    const caller = async (_, number) => {
      for (let at = 0; at < commands / callers; at++) await app.execute(deposit(String(number)));
    };
    await Promise.all(Array.from({ length: callers }, caller));
    const took = performance.now() - start;
    await app.close();
    return took;
  };
  const measures = {
    "no projection": projected(0),
    "one that follows": projected(1),
    "one inline": projected(1, true),
    "five inline": projected(5, true),
  };
  const took = new Map();
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of Object.entries(measures))
      took.set(name, Math.min(took.get(name) ?? Infinity, await measure()));
  }
  const alone = took.get("no projection");
  table(
    [`commands of ${callers} callers`, "per second", "time of a command"],
    [...took].map(([name, milliseconds]) => [
      name,
      Math.round((commands / milliseconds) * 1000).toLocaleString("en"),
      `${(milliseconds / alone).toFixed(2)} ×`,
    ]),
  );
}
