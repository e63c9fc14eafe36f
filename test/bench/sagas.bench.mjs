// Sagas on SQLite: how many come to their end in a second, with three commands each that they send one after the other, against
// the same commands sent by callers who do nothing else; and how many commits a saga costs.
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { createApp } from "../../runtime/dist/index.js";
import { sqlite } from "../../runtime/dist/sqlite/index.js";
import { bank, deposit, open } from "./account.mjs";
import { realDisk } from "./disk.mjs";

export const title = "Sagas on SQLite";

const count = 1000;
const callers = 16;
const rounds = 3;

const steps = ["first", "second", "third", "done"];

/** As generated code has it: an account that is opened is given three deposits. */
const welcome = {
  name: "Bank.Welcome",
  version: 1,
  steps: steps.slice(0, 3),
  ends: ["done"],
  completions: ["Bank.Account.Deposit"],
  events: {
    "Bank.Account": {
      Opened: { items: () => 1, concerns: ({ id }) => [{ key: id, isAwaited: false }] },
    },
  },
  keyOf: (key) => key,
  react(instance, { kind }, { key }) {
    if (instance === undefined ? kind !== "event" : kind !== "completed") return undefined;
    const next = instance === undefined ? 0 : steps.indexOf(instance.step) + 1;
    const sends = next < 3 ? [{ command: deposit(key, "1") }] : [];
    return { state: {}, step: steps[next], timers: [], sends, undo: [] };
  },
};

/** A store whose commits are counted. */
function counted(source, counter) {
  return {
    async open() {
      const store = await source.open();
      return new Proxy(store, {
        get(of, name) {
          if (name === "commit") counter.commits++;
          const found = of[name];
          return typeof found === "function" ? found.bind(of) : found;
        },
      });
    },
  };
}

async function inParallel(tasks) {
  const left = tasks.values();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      for (const task of left) await task();
    }),
  );
}

const idOf = (n) => `account-${String(n).padStart(6, "0")}`;
const accounts = Array.from({ length: count }, (_, n) => idOf(n));

async function openAll(app) {
  await inParallel(accounts.map((id) => () => app.execute(open(id, id))));
}

/** Milliseconds until all sagas have ended. */
async function sagas(file) {
  const counter = { commits: 0 };
  const app = await createApp({
    modules: [{ ...bank, sagas: [welcome] }],
    store: counted(sqlite(file), counter),
  });
  await openAll(app);
  counter.commits = 0;
  const began = performance.now();
  await app.start();
  for (;;) {
    const { instances } = await app.sagas.list({ definition: welcome }, { step: "done", limit: count });
    if (instances.length === count) break;
    await pause(20);
  }
  const took = performance.now() - began;
  await app.close();
  return { took, commits: counter.commits };
}

/** Milliseconds for the same commands by callers. */
async function commands(file) {
  const app = await createApp({ modules: [bank], store: sqlite(file) });
  await openAll(app);
  const began = performance.now();
  await inParallel(
    accounts.map((id) => async () => {
      for (let n = 0; n < 3; n++) await app.execute(deposit(id, "1"), { commandId: `${id} ${n}` });
    }),
  );
  const took = performance.now() - began;
  await app.close();
  return took;
}

export async function run() {
  const disk = realDisk();
  console.log(`  on ${disk.fileSystem}; ${count} sagas of three commands each, the best of ${rounds} rounds`);
  let files = 0;
  const file = () => join(disk.folder, `${++files}.db`);
  let best = { took: Infinity, commits: 0 };
  let plain = Infinity;
  for (let round = 0; round < rounds; round++) {
    plain = Math.min(plain, await commands(file()));
    const one = await sagas(file());
    if (one.took < best.took) best = one;
  }
  const perSecond = (took) => Math.round((count / took) * 1000);
  console.log(`  sagas that come to their end, a second          ${perSecond(best.took)}`);
  console.log(`  the same commands by ${callers} callers, threes a second   ${perSecond(plain)}`);
  console.log(`  sagas against that                              ${Math.round((plain / best.took) * 100)} %`);
  console.log(`  commits of the store for each saga              ${(best.commits / count).toFixed(2)}`);
}
