// Commands through the runtime, from a number of callers, each with accounts of its own. Run as a program, it is what the
// trace of syncs watches: node commands-loop.mjs FILE CALLERS COMMANDS
import { performance } from "node:perf_hooks";
import { createApp } from "../../runtime/dist/index.js";
import { sqlite } from "../../runtime/dist/sqlite/index.js";
import { bank, deposit, open } from "./account.mjs";

/** How many accounts the commands are spread over. */
export const accounts = 64;

/** Opens the accounts, then answers how long the commands took, in milliseconds. */
export async function commandLoop(file, callers, commands, options = {}) {
  const app = await createApp({ modules: [bank], store: sqlite(file), ...options });
  for (let account = 0; account < accounts; account++) await accepted(app.execute(open(String(account))));
  const start = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      for (let at = caller; at < commands; at += callers)
        await accepted(app.execute(deposit(String(at % accounts))));
    }),
  );
  const took = performance.now() - start;
  await app.close();
  return took;
}

async function accepted(outcome) {
  const { ok, rejection } = await outcome;
  if (!ok) throw new Error(`a command of the benchmark was rejected: ${rejection.message}`);
}

if (process.argv[1] === import.meta.filename) {
  const [file, callers, commands] = process.argv.slice(2);
  await commandLoop(file, Number(callers), Number(commands));
}
