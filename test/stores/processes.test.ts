/**
 * Several processes on one SQLite file, and processes that die in the middle. They run the built runtime.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { createApp, type App, type Store } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import { Account, bank, deposit } from "../bench/account.mjs";
import { opened, scratch } from "./stores.js";

const program = fileURLToPath(new URL("programs/deposit.mjs", import.meta.url));

interface Answer {
  readonly commandId: string;
  readonly ok: boolean;
  readonly version?: number;
}

/** Starts a process that deposits; `answers` grows as it says them. */
function depositing(
  file: string,
  name: string,
  count: number,
): { readonly child: ChildProcess; readonly answers: Answer[]; readonly ended: Promise<unknown> } {
  const child = spawn(process.execPath, [program, file, name, String(count)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const answers: Answer[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => {
    if (line.endsWith("}")) answers.push(JSON.parse(line) as Answer);
  });
  return { child, answers, ended: Promise.all([once(child, "exit"), once(lines, "close")]) };
}

/** The ids of the commands that an account's events answer, in order. */
async function recordedIn(app: App, accounts: readonly string[]): Promise<Map<string, number>> {
  const recorded = new Map<string, number>();
  for (const account of accounts) {
    for (const { type, version, meta } of await app.history(Account, account)) {
      if (type !== "Deposited") continue;
      expect(recorded.has(meta.causationId), `${meta.causationId} is recorded once`).toBe(false);
      recorded.set(meta.causationId, version);
    }
  }
  return recorded;
}

/** Follows the log in small pages until the writers have ended: the positions it saw. */
async function readUntil(store: Store, ended: Promise<unknown>): Promise<number[]> {
  const writers = { running: true };
  void ended.then(() => {
    writers.running = false;
  });
  const seen: number[] = [];
  for (;;) {
    const last = !writers.running;
    const page = await store.readLog(seen.at(-1) ?? 0, 7);
    seen.push(...page.map(({ position }) => position));
    if (page.length === 0 && last) return seen;
    if (page.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

it("lets three processes write one file: nothing is lost, nothing twice, every reader sees all", async () => {
  const file = join(scratch(), "store.db");
  const names = ["one", "two", "three"];
  const running = names.map((name) => depositing(file, name, 60));
  const store = await opened(sqlite(file));
  const reading = readUntil(store, Promise.all(running.map(({ ended }) => ended)));

  const seen = await reading;
  const answers = running.flatMap((one) => one.answers);
  expect(answers).toHaveLength(180);
  expect(answers.every(({ ok }) => ok)).toBe(true);
  const app = await createApp({ modules: [bank], store: sqlite(file) });
  const recorded = await recordedIn(app, ["shared", ...names]);
  expect([...recorded.keys()].sort()).toEqual(answers.map(({ commandId }) => commandId).sort());
  for (const { commandId, version } of answers) expect(recorded.get(commandId)).toBe(version);
  expect(await app.load(Account, "shared")).toMatchObject({
    state: { balance: String(90 * 12.5) },
    version: 91,
  });
  expect(seen).toHaveLength(180 + 4);
  expect(seen).toEqual(seen.map((_, index) => index + 1));
  await app.close();
});

it("keeps what a killed process was answered, and answers it again alike", async () => {
  const file = join(scratch(), "store.db");
  const { child, answers, ended } = depositing(file, "victim", 100_000);
  while (answers.length < 40) await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill("SIGKILL");
  await ended;

  const app = await createApp({ modules: [bank], store: sqlite(file) });
  const accounts = ["shared", "victim"];
  const before = await recordedIn(app, accounts);
  for (const { commandId, version } of answers) expect(before.get(commandId)).toBe(version);
  // At most what was being answered by the four callers is stored beyond what was said.
  expect(before.size - answers.length).toBeLessThanOrEqual(4);

  for (const [commandId, version] of before) {
    const account = Number(commandId.split("-")[1]) % 2 === 0 ? "shared" : "victim";
    expect(await app.execute(deposit(account), { commandId })).toMatchObject({ ok: true, version });
  }
  expect(await recordedIn(app, accounts)).toEqual(before);
  await app.close();
});
