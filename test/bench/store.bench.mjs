// Commands per second on SQLite, against a loop of better-sqlite3 that reads and writes the same rows, and rehydration
// against reading and parsing the same events.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { createApp } from "../../runtime/dist/index.js";
import { sqlite } from "../../runtime/dist/sqlite/index.js";
import { Account, bank, open } from "./account.mjs";
import { accounts, commandLoop } from "./commands-loop.mjs";
import { rawLoop } from "./commands-raw.mjs";
import { realDisk } from "./disk.mjs";
import { table } from "./table.mjs";

export const title = "Commands and rehydration on SQLite";

const rounds = 5;
const commands = 4000;
const history = 10_000;

export async function run() {
  const disk = realDisk();
  let files = 0;
  const file = () => join(disk.folder, `${++files}.db`);
  console.log(
    `  on ${disk.fileSystem}; ${commands} commands over ${accounts} accounts, the best of ${rounds} rounds`,
  );

  const measures = {
    full: () => raw(file(), "FULL"),
    one: () => commandLoop(file(), 1, commands),
    off: () => raw(file(), "OFF"),
    sixteen: () => commandLoop(file(), 16, commands),
    uncached: () => commandLoop(file(), 16, commands, { cachedStates: 0 }),
  };
  const took = { full: Infinity, one: Infinity, off: Infinity, sixteen: Infinity, uncached: Infinity };
  // Round by round, so that a noisy moment of the machine falls on all of them.
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of Object.entries(measures))
      took[name] = Math.min(took[name], await measure());
  }
  const { full, one, off, sixteen, uncached } = took;
  table(
    ["commands", "per second", "ratio", "of"],
    [
      ["loop, synchronous=FULL", perSecond(full), "", ""],
      ["loop, synchronous=OFF", perSecond(off), "", ""],
      ["one caller", perSecond(one), percent(full / one), "the loop at FULL"],
      ["sixteen callers", perSecond(sixteen), percent(off / sixteen), "the loop at OFF"],
      ["sixteen callers, no cached states", perSecond(uncached), percent(off / uncached), "the loop at OFF"],
    ],
  );
  console.log(`  ${syncs(disk.folder, file(), file())}`);
  await rehydration(file());
}

function raw(file, synchronous) {
  const loop = rawLoop(file, synchronous);
  for (let account = 0; account < accounts; account++) loop.deposit(String(account));
  const start = performance.now();
  for (let at = 0; at < commands; at++) loop.deposit(String(at % accounts), "12.50");
  const took = performance.now() - start;
  loop.close();
  return took;
}

/** How many syncs sixteen callers cost: those of many commands less those of none. */
function syncs(folder, ...files) {
  const counts = [0, commands].map((count, index) => {
    const trace = join(folder, `syncs-${index}.txt`);
    const program = fileURLToPath(new URL("commands-loop.mjs", import.meta.url));
    const { error } = spawnSync("strace", [
      ...["-f", "-o", trace, "-e", "trace=fsync,fdatasync"],
      ...[process.execPath, program, files[index], "16", String(count)],
    ]);
    return error === undefined
      ? (readFileSync(trace, "utf8").match(/f(data)?sync\(/g)?.length ?? 0)
      : undefined;
  });
  const [none, many] = counts;
  if (none === undefined || many === undefined) return "syncs are not counted: strace is not installed";
  return `sixteen callers: ${many - none} syncs for ${commands} commands, ${((many - none) / (commands / 16)).toFixed(2)} per batch of sixteen`;
}

async function rehydration(file) {
  const options = { modules: [bank], store: sqlite(file), cachedStates: 0 };
  const app = await createApp(options);
  const account = "long";
  await app.execute(open(account));
  const store = await options.store.open();
  const events = Array.from({ length: history - 1 }, () => ({
    type: "Deposited",
    schema: 1,
    data: '{"amount":"12.5"}',
    meta: JSON.stringify({
      id: randomUUID(),
      occurredAt: "2026-01-01T00:00:00.000Z",
      correlationId: "c",
      causationId: "c",
      actor: { id: "", roles: [] },
    }),
  }));
  await store.commit({
    appends: [{ stream: `Bank.Account-${account}`, category: "Bank.Account", expected: 1, events }],
  });
  await store.close();

  const database = new Database(file, { readonly: true });
  const select = database.prepare("SELECT type, data FROM events WHERE stream = ? ORDER BY version");
  const scan = () => {
    let length = 0;
    const start = performance.now();
    for (const row of select.all(`Bank.Account-${account}`))
      length += Object.keys(JSON.parse(row.data)).length;
    return length === history ? performance.now() - start : Number.NaN;
  };
  const fold = async () => {
    const start = performance.now();
    const { version } = await app.load(Account, account);
    return version === history ? performance.now() - start : Number.NaN;
  };
  const scanned = await best(scan, 20);
  const folded = await best(fold, 20);
  table(
    ["rehydrating 10,000 events", "ms", "ratio"],
    [
      ["scan and JSON.parse", scanned.toFixed(1), ""],
      ["load", folded.toFixed(1), percent(scanned / folded)],
    ],
  );
  database.close();
  await app.close();
}

async function best(measure, times) {
  let least = Infinity;
  for (let round = 0; round < times; round++) least = Math.min(least, await measure());
  return least;
}

const perSecond = (took) => Math.round((commands / took) * 1000).toLocaleString("en");
const percent = (ratio) => `${Math.round(ratio * 100)} %`;
