// `npm run bench [name …]`: every benchmark, or those whose file names begin with what is given. Figures are ratios against a
// peer in the same run wherever there is one, since machines are noisy.
import { readdirSync } from "node:fs";
import { cpus, totalmem } from "node:os";

const folder = new URL("./", import.meta.url);
const chosen = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((file) => file.endsWith(".bench.mjs"))
  .filter((file) => chosen.length === 0 || chosen.some((name) => file.startsWith(name)))
  .sort();

console.log(
  `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GB`,
);
for (const file of files) {
  const { title, run } = await import(new URL(file, folder).href);
  console.log(`\n${title}`);
  await run();
}
