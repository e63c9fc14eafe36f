// A process of its own that pays in, and is killed without warning. Run with a file and an account, it is that process.
import { createApp } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import { Account, AccountId, banking } from "#domain/banking";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** One id per deposit, chosen by the sender, so that sending again is safe. */
export const depositIds = Array.from(
  { length: 10 },
  (_, index) => `salary-2026-${String(index + 1).padStart(2, "0")}`,
);
const killedAfter = 4;

/** Starts the process, kills it after a few acknowledged deposits, and says how many those were. */
export async function crashInTheMiddle(file: string, accountId: AccountId): Promise<number> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), file, accountId], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let acknowledged = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === "acknowledged") acknowledged++;
    if (acknowledged === killedAfter) child.kill("SIGKILL");
  }
  return acknowledged;
}

const [, script, file, accountId] = process.argv;
if (script === fileURLToPath(import.meta.url) && file !== undefined && accountId !== undefined) {
  const app = await createApp({ modules: [banking], store: sqlite(file) });
  for (const commandId of depositIds) {
    const done = await app.execute(Account.Deposit({ accountId: AccountId(accountId), amount: "5.00" }), {
      commandId,
    });
    if (done.ok) console.log("acknowledged");
  }
  // Only the signal ends this process: it would go on paying in if it could.
  await new Promise(() => setInterval(() => undefined, 1_000));
}
