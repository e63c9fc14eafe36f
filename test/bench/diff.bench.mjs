// `esdl diff` of a model with 1,000 events against its lock and against a git ref, after edits in some of them; each row is a
// whole process. The best known peer takes 0.8 s for its own format.
import { execFileSync } from "node:child_process";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measuredCli, table } from "./table.mjs";

export const title = "diff: a model of 1,000 events";

const events = Number(process.env.ESDL_BENCH_EVENTS ?? 1_000);
const perAggregate = 10;
const child = fileURLToPath(new URL("./measured-cli.mjs", import.meta.url));

export async function run() {
  const folder = await mkdtemp(join(tmpdir(), "esdl-bench-"));
  try {
    await mkdir(join(folder, "model"));
    await writeFile(join(folder, "esdl.config.json"), JSON.stringify({ include: ["model/*.esdl"] }));
    await write(folder, false);
    const git = (...args) =>
      execFileSync("git", ["-c", "user.name=b", "-c", "user.email=b@b", ...args], {
        cwd: folder,
        stdio: "ignore",
      });
    git("init", "-q", "-b", "main");
    const rows = [];
    const measure = async (name, ...args) => rows.push([name, ...(await measuredCli(child, folder, args))]);
    await measure("lock", "lock");
    git("add", "-A");
    git("commit", "-qm", "released");
    await write(folder, true);
    await measure("check", "check");
    await measure("diff against the lock", "diff");
    await measure("diff against a git ref", "diff", "--against", "main");
    table(["", "wall s", "CPU s", "peak MB"], rows);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function write(folder, edited) {
  for (let aggregate = 0; aggregate * perAggregate < events; aggregate++)
    await writeFile(join(folder, "model", `order${aggregate}.esdl`), aggregateText(aggregate, edited));
}

/** Every tenth event has a new optional field, every twentieth a version more. */
function aggregateText(aggregate, edited) {
  const parts = Array.from({ length: perAggregate }, (_, index) => {
    const number = aggregate * perAggregate + index;
    const note = edited && number % 10 === 0 ? "\n    note: string?" : "";
    const clause =
      edited && number % 20 === 5 ? '\n    by: string\n    version 2 { add by = "unknown" }' : "";
    const args = `amount: 1, at: now, code: "x"${note === "" ? "" : ", note: none"}${clause === "" ? "" : ', by: "x"'}`;
    return `  event Happened${index} {\n    amount: decimal(2)\n    at: instant\n    code: string${note}${clause}\n  }
  ${index === 0 ? "create " : ""}command Do${index}() { emit Happened${index}(${args}) }
  on Happened${index} { sum += event.amount }
`;
  });
  return `context Shop\n\nid Order${aggregate}Id\n\naggregate Order${aggregate} by orderId: Order${aggregate}Id {
  state { sum: decimal = 0 }
${parts.join("\n")}}
`;
}
