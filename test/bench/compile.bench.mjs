// `check` and `compile` of a generated model with many aggregates: cold, warm (nothing changed) and after one edit.
// Each row is a whole process: wall and CPU seconds, and the peak of its memory.
import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measuredCli, table } from "./table.mjs";

export const title = "check and compile: a model of 1,000 aggregates";

const aggregates = Number(process.env.ESDL_BENCH_AGGREGATES ?? 1_000);
const perContext = 50;
const child = fileURLToPath(new URL("./measured-cli.mjs", import.meta.url));

export async function run() {
  const folder = await mkdtemp(join(tmpdir(), "esdl-bench-"));
  try {
    await mkdir(join(folder, "model"));
    await writeFile(
      join(folder, "esdl.config.json"),
      JSON.stringify({ include: ["model/*.esdl"], out: "out" }),
    );
    let lines = 0;
    for (let context = 0; context * perContext < aggregates; context++) {
      const text = contextText(context, Math.min(perContext, aggregates - context * perContext));
      lines += text.split("\n").length;
      await writeFile(join(folder, "model", `context${context}.esdl`), text);
    }
    console.log(`  ${aggregates} aggregates, ${lines} lines in ${Math.ceil(aggregates / perContext)} files`);
    const edited = join(folder, "model", "context0.esdl");
    const rows = [];
    const measure = async (name, ...args) => rows.push([name, ...(await measuredCli(child, folder, args))]);
    await measure("check", "check");
    await measure("compile, cold", "compile");
    await measure("compile, nothing changed", "compile");
    await writeFile(edited, (await readFile(edited, "utf8")).replace("quantity >= 0", "quantity >= 1"));
    await measure("compile, after one edit", "compile");
    await measure("compile --check", "compile", "--check");
    table(["", "wall s", "CPU s", "peak MB"], rows);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export function contextText(context, count) {
  const parts = [`/// Context ${context} of a generated model.\ncontext Ctx${context}\n`];
  for (let index = 0; index < count; index++) parts.push(aggregateText(context, index));
  return parts.join("\n");
}

/** An aggregate as business models have them: a lifecycle, an entity, rules, six commands. */
export function aggregateText(context, index) {
  const A = `Order${context}x${index}`;
  return `id ${A}Id
type ${A}Code = string where it matches /^[A-Z]{3}-[0-9]+$/

/// Order ${index}.
aggregate ${A} by orderId: ${A}Id {
  lifecycle draft -> placed -> shipped, draft | placed -> cancelled

  state {
    code: ${A}Code
    customer: uuid
    lines: Line[]
    paid: decimal(2) = 0
    tracking: string in shipped
    reason: string in cancelled
    get total: decimal(2) = lines.sum(l => l.quantity * l.price)
  }

  entity Line by sku: string {
    quantity: int
    price: decimal(2)
    invariant Counted "Nothing is sold in negative numbers": quantity >= 0
  }

  invariant NotOverpaid "No more is paid than it costs": status == cancelled or paid <= total

  rejection Empty "An order needs a line"
  rejection TooMany "At most {limit} lines" { limit: int }

  event Drafted { code: ${A}Code, customer: uuid }
  event LineAdded { sku: string, quantity: int, price: decimal(2) }
  event Placed { at: instant }
  event Paid { amount: decimal(2) }
  event Shipped { tracking: string }
  event Cancelled { reason: string }

  create command Draft(code: ${A}Code, customer: uuid) { emit Drafted(code, customer) }
  command AddLine(sku: string, quantity: int, price: decimal(2)) in draft {
    require lines.size < 100 else TooMany(limit: 100)
    emit LineAdded(sku, quantity, price)
  }
  command Place() in draft {
    require not lines.isEmpty else Empty
    emit Placed(at: now)
  }
  command Pay(amount: decimal(2) where it > 0) in placed { emit Paid(amount) }
  command Ship(tracking: string) in placed { emit Shipped(tracking) }
  command Cancel(reason: string) in draft | placed { emit Cancelled(reason) }

  on Drafted -> draft { code, customer }
  on LineAdded { lines += Line(event.sku, event.quantity, event.price) }
  on Placed -> placed
  on Paid { paid += event.amount }
  on Shipped -> shipped { tracking }
  on Cancelled -> cancelled { reason }

  snapshot every 100
}
`;
}
