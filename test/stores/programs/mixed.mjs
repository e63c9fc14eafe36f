// A process that commits what waits for the disk together with what does not, through the built runtime:
//   node mixed.mjs FILE COUNT
// Each round commits a derived unit alone, then an append and a derived unit in one turn, and so in one transaction, each of
// them first by turns. It says each answer as it comes.
import { writeSync } from "node:fs";
import { sqlite } from "../../../runtime/dist/sqlite/index.js";

const [file, count] = process.argv.slice(2);
const store = await sqlite(file).open();
const say = (what, n) => writeSync(1, `${JSON.stringify({ [what]: n })}\n`);
const derived = (n) => ({
  isDerived: true,
  records: [{ collection: "place", key: "here", value: String(n) }],
});
const append = (n) => ({
  appends: [
    {
      stream: `Note-${n}`,
      category: "Note",
      expected: "new",
      events: [{ type: "Noted", schema: 1, data: "{}", meta: "{}" }],
    },
  ],
});

for (let n = 0; n < Number(count); n++) {
  await store.commit(derived(n));
  say("derived", n);
  const appending = () => store.commit(append(n)).then(() => say("append", n));
  const deriving = () => store.commit(derived(n));
  await Promise.all((n % 2 === 0 ? [appending, deriving] : [deriving, appending]).map((commit) => commit()));
}
await store.close();
