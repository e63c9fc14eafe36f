// Formatting 50,000 lines, against parsing the same text in the same run: of a file in its layout, and of one that is all on
// few lines. Editors format one file at a time, so the text is cut into files as a workspace has them.
import { format, formatEdits, createWorkspace } from "@esdl/language";
import { contextText } from "./compile.bench.mjs";
import { table } from "./table.mjs";

export const title = "format: 50,000 lines against parsing them";

const lines = Number(process.env.ESDL_BENCH_LINES ?? 50_000);
const rounds = 3;

export async function run() {
  const texts = [];
  for (let done = 0; done < lines; done += texts.at(-1).split("\n").length)
    texts.push(contextText(texts.length, 20));
  const laidOut = texts.map(format);
  const wild = laidOut.map((text) => text.replaceAll(/^ +/gm, "\t").replaceAll(" = ", "="));
  const count = laidOut.reduce((sum, text) => sum + text.split("\n").length, 0);
  console.log(`  ${count} lines in ${laidOut.length} files`);
  const parsed = best(() => {
    const workspace = createWorkspace();
    for (const [index, text] of laidOut.entries()) workspace.set(`${index}.esdl`, text);
  });
  const rows = [
    ["parse", parsed],
    ["format, in its layout", best(() => laidOut.forEach(format))],
    ["format, not in it", best(() => wild.forEach(format))],
    ["edits, in its layout", best(() => laidOut.forEach(formatEdits))],
    ["edits, not in it", best(() => wild.forEach(formatEdits))],
  ];
  table(
    ["", "seconds", "of parsing", "lines / s"],
    rows.map(([name, seconds]) => [
      name,
      seconds.toFixed(2),
      (seconds / parsed).toFixed(2),
      Math.round(count / seconds),
    ]),
  );
}

/** The least of some rounds, in seconds: the others waited for something else. */
function best(work) {
  let least = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    work();
    least = Math.min(least, (performance.now() - start) / 1000);
  }
  return least;
}
