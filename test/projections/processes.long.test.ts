/** Processes that die, or are stopped, in the middle of a projection. They run the built runtime. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { createApp, type App, type Store } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import { bank, deposit, open } from "../bench/account.mjs";
import { opened, scratch } from "../stores/stores.js";
import { definition, type Sum } from "./programs/sums.mjs";
import { until } from "./support.js";

const program = (name: string): string => fileURLToPath(new URL(`programs/${name}.mjs`, import.meta.url));

function start(name: string, ...parameters: readonly (string | number)[]): ChildProcess {
  const child = spawn(process.execPath, [program(name), ...parameters.map(String)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** What a fold of the whole log gives. */
async function folded(store: Store): Promise<Sum[]> {
  const rows = new Map<string, Sum>();
  for (const { type, stream, position } of await store.readLog(0, 1_000_000)) {
    if (type !== "Deposited") continue;
    const account = stream.slice("Bank.Account-".length);
    const { count, positions } = rows.get(account) ?? { count: 0, positions: 0 };
    rows.set(account, { account, count: count + 1, positions: positions + position });
  }
  return [...rows.values()].sort((a, b) => (a.account < b.account ? -1 : 1));
}

async function appOn(file: string): Promise<App> {
  const app = await createApp({ modules: [{ ...bank, projections: [definition] }], store: sqlite(file) });
  onTestFinished(() => app.close());
  return app;
}

it.each(["before", "rows", "applied", "committed"])(
  "applies each event once, though its process is killed at the step “%s” again and again",
  async (step) => {
    const file = join(scratch(), "store.db");
    for (const [round, count] of [1, 3, 2].entries()) {
      const child = start("project", file, 12 + round * 12, step, count);
      const [, signal] = (await once(child, "exit")) as [unknown, string | null];
      expect(signal, "it died where it was told to").toBe("SIGKILL");
    }
    const last = start("project", file, 60);
    const [status] = (await once(last, "exit")) as [number | null];
    expect(status).toBe(0);
    const store = await opened(sqlite(file));
    const app = await appOn(file);
    const { rows } = await app.read({ definition }).list();
    expect(rows).toEqual(await folded(store));
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(40);
  },
);

it("fences off a process that was stopped past its lease, when it runs again", async () => {
  const file = join(scratch(), "store.db");
  const app = await appOn(file);
  const store = await opened(sqlite(file));
  for (const account of ["a", "b"]) await app.execute(open(account));
  const deposits = async (count: number): Promise<number> => {
    let position = 0;
    for (let n = 0; n < count; n++) {
      const done = await app.execute(deposit(n % 2 === 0 ? "a" : "b"));
      if (done.ok) ({ position } = done);
    }
    return position;
  };
  const positionNow = async (): Promise<number> => {
    const [record] = await store.listRecords("projection-checkpoint", { limit: 1 });
    return record === undefined ? 0 : (JSON.parse(record.value) as { position: number }).position;
  };
  const seen = (position: number, who: string): Promise<void> =>
    until(async () => (await positionNow()) >= position, `${who} has seen ${String(position)}`);

  const first = start("follow", file);
  await once(first.stdout!, "data");
  await seen(await deposits(20), "the first");
  for (let round = 0; round < 3; round++) {
    const working = deposits(20);
    await pause(3);
    first.kill("SIGSTOP");
    // The write lock may be what it was stopped with: then everybody waits for it.
    const position = await Promise.race([working, pause(2000, undefined)]);
    const second = start("follow", file);
    if (position !== undefined) {
      await once(second.stdout!, "data");
      await seen(position, "the second");
      expect((await app.read({ definition }).list()).rows).toEqual(await folded(store));
    }
    first.kill("SIGCONT");
    await seen(await deposits(20), "one of them");
    await working;
    second.stdin!.end();
    await once(second, "exit");
    await seen(await deposits(5), "the first again");
    expect((await app.read({ definition }).list()).rows).toEqual(await folded(store));
  }
  first.stdin!.end();
  await once(first, "exit");
});
