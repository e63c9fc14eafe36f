// A process that deposits through the built runtime, and says each answer as it comes:
//   node deposit.mjs FILE NAME COUNT [callers] [synchronous]
// Commands have the ids NAME-0, NAME-1, … and fall by turns on the account shared by all and on one of its own.
import { writeSync } from "node:fs";
import { createApp } from "../../../runtime/dist/index.js";
import { sqlite } from "../../../runtime/dist/sqlite/index.js";
import { bank, deposit, open } from "../../bench/account.mjs";

const [file, name, count, callers = "4", synchronous = "full"] = process.argv.slice(2);
const app = await createApp({ modules: [bank], store: sqlite(file, { synchronous }), retries: 1000 });
for (const account of ["shared", name]) await app.execute(open(account));
await Promise.all(
  Array.from({ length: Number(callers) }, async (_, caller) => {
    for (let n = caller; n < Number(count); n += Number(callers)) {
      const commandId = `${name}-${n}`;
      const outcome = await app.execute(deposit(n % 2 === 0 ? "shared" : name), { commandId });
      // At once and not through a stream: what was said must be known even when the process is killed next.
      writeSync(
        1,
        `${JSON.stringify({ commandId, ok: outcome.ok, version: outcome.version, rejection: outcome.rejection })}\n`,
      );
    }
  }),
);
await app.close();
