// A process that keeps a projection until its input ends, and says on a line when it has begun:
//   node follow.mjs FILE
import { once } from "node:events";
import { createApp } from "../../../runtime/dist/index.js";
import { sqlite } from "../../../runtime/dist/sqlite/index.js";
import { bank } from "../../bench/account.mjs";
import { definition } from "./sums.mjs";

const app = await createApp({
  modules: [{ ...bank, projections: [definition] }],
  store: sqlite(process.argv[2]),
  projections: { leaseDuration: 300 },
});
await app.start();
console.log("started");
await once(process.stdin.resume(), "end");
await app.close();
