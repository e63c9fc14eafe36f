// A process that keeps a projection, and may die in the middle of it:
//   node project.mjs FILE EVENTS [STEP] [COUNT]
// It appends until the log has so many events, then leaves when its rows have seen all. With a step, it kills itself at that step
// of the COUNTth commit of its projection: before, rows (rows are written, the checkpoint is or is not), applied, committed.
import { createApp } from "../../../runtime/dist/index.js";
import { sqlite } from "../../../runtime/dist/sqlite/index.js";
import { Statements } from "../../../runtime/dist/sqlite/statements.js";
import { SqliteStore } from "../../../runtime/dist/sqlite/store.js";
import { Tables } from "../../../runtime/dist/sqlite/tables.js";
import { bank, deposit, open } from "../../bench/account.mjs";
import { definition } from "./sums.mjs";

const [file, events, step, count = "1"] = process.argv.slice(2);
let left = Number(count);
let inside = false;
const at = (name) => {
  if (name === step && inside && left === 0) process.kill(process.pid, "SIGKILL");
};

const { apply } = Statements.prototype;
Statements.prototype.apply = function (unit) {
  inside = unit.isDerived === true;
  if (inside) left--;
  at("before");
  const result = apply.call(this, unit);
  at("applied");
  return result;
};
const { update } = Tables.prototype;
Tables.prototype.update = function (rows) {
  update.call(this, rows);
  at("rows");
};
const { commit } = SqliteStore.prototype;
SqliteStore.prototype.commit = async function (unit) {
  const result = await commit.call(this, unit);
  if (unit.isDerived === true) at("committed");
  return result;
};

const app = await createApp({
  modules: [{ ...bank, projections: [definition] }],
  store: sqlite(file),
  projections: { leaseDuration: 300 },
});
await app.start();
for (const account of ["a", "b", "c"]) await app.execute(open(account));
let position = 0;
for (let n = 0; position < Number(events); n++) {
  const done = await app.execute(deposit("abc"[n % 3]));
  position = done.position;
  if (n % 5 === 0) await app.read({ definition }).get("a", { after: done });
}
await app.read({ definition }).get("a", { after: { position }, timeout: 60_000 });
await app.close();
