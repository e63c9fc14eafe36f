// Scenarios per second; and commands per second: the simulator, which interprets the model, against decide and evolve of the code
// generated of the same model, in turns.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { generate } from "@esdl/generator";
import { checkModel } from "@esdl/language";
import { prepare } from "@esdl/simulator";
import { table } from "./table.mjs";

export const title = "scenarios on the simulator, against decide and evolve of the generated code";

/** Commands in one scenario of many. */
const many = 200;

const model = `context Bank
id AccountId
aggregate Account by accountId: AccountId {
  state { balance: decimal(2) = 0 }
  invariant NeverBelowZero "never below zero": balance >= 0
  rejection Short "Only {left} left" { left: decimal(2) }
  event Opened
  event Deposited { amount: decimal(2) }
  event Withdrawn { amount: decimal(2) }
  create command Open() { emit Opened() }
  command Deposit(amount: decimal(2)) { emit Deposited(amount) }
  command Withdraw(amount: decimal(2)) { require amount <= balance else Short(left: balance)  emit Withdrawn(amount) }
  on Opened
  on Deposited { balance += event.amount }
  on Withdrawn { balance -= event.amount }
}
${Array.from(
  { length: 500 },
  (_, at) => `scenario "s${at}" for Account {
  given Opened(), Deposited(amount: 20)
  when Withdraw(amount: ${(at % 20) + 1})
  then Withdrawn(amount: ${(at % 20) + 1})
}`,
).join("\n")}
scenario "many" for Account {
  given Opened()
  when ${Array.from({ length: many }, () => "Deposit(amount: 1.25)").join(", ")}
  then state(balance: ${many * 1.25})
}
`;

const repository = fileURLToPath(new URL("../..", import.meta.url));

export async function run() {
  const { model: checked, diagnostics } = checkModel([{ path: "model.esdl", text: model }]);
  if (checked === undefined) throw new Error(JSON.stringify(diagnostics));
  const generated = generate(checked, { packageName: "bench", emit: ["ts", "js"], modelRoot: ".." });
  if (!generated.ok) throw new Error(JSON.stringify(generated.findings));
  const cache = join(repository, "node_modules/.cache");
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, "esdl-bench-"));
  try {
    for (const { path, text } of generated.files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const { Account } = await import(pathToFileURL(join(folder, "dist/bank/index.js")).href);
    const all = prepare(checked);
    const single = all.filter(({ scenario }) => scenario.name !== "many");
    const [long] = all.filter(({ scenario }) => scenario.name === "many");
    const passing = (scenario) => {
      const { status, failure } = scenario.run();
      if (status !== "passed") throw new Error(`${scenario.scenario.name}: ${failure?.message ?? status}`);
    };
    const pure = () => {
      const { decide, evolve } = Account.decider;
      let state = evolve(Account.decider.initialState, { type: "Opened", data: {} });
      for (let at = 0; at < many; at++) {
        const decided = decide(Account.Deposit({ accountId, amount: "1.25" }), state);
        for (const event of Array.isArray(decided) ? decided : [decided]) state = evolve(state, event);
      }
      return state;
    };
    const scenarios = perSecond(() => single.forEach(passing)) * single.length;
    let [simulated, compiled] = [0, 0];
    for (let round = 0; round < 5; round++) {
      simulated = Math.max(simulated, perSecond(() => passing(long)) * many);
      compiled = Math.max(compiled, perSecond(pure) * many);
    }
    table(
      ["per second", "figure"],
      [
        ["scenarios of three events", rate(scenarios)],
        ["commands, simulated", rate(simulated)],
        ["commands, generated", rate(compiled)],
        ["generated / simulated", `${(compiled / simulated).toFixed(1)} ×`],
      ],
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

const accountId = "018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1c2d";
const rate = (figure) => Math.round(figure).toLocaleString("en");

/** How often something runs in a second, after it has warmed up. */
function perSecond(work) {
  work();
  const began = performance.now();
  let times = 0;
  while (performance.now() - began < 400) {
    work();
    times++;
  }
  return (times * 1000) / (performance.now() - began);
}
