// The language core, the model, the values and the simulator run where there is no Node: bundled for the browser, in a worker without it.
import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: "ts" },
    bundle: true,
    platform: "browser",
    format: "iife",
    target: "es2022",
    write: false,
    alias: {
      "@esdl/language/model": `${root}language/src/model/index.ts`,
      "@esdl/language": `${root}language/src/index.ts`,
      "@esdl/simulator": `${root}simulator/src/index.ts`,
      "@esdl/runtime/values": `${root}runtime/src/values/index.ts`,
    },
  });
  return outputFiles[0]?.text ?? "";
}

/** A worker has no `process`, no `require`, no `Buffer`; what it answers comes back by `postMessage`. */
function inWorker(code: string, message: unknown): unknown {
  const posted: unknown[] = [];
  const scope = createContext({
    console,
    TextEncoder,
    TextDecoder,
    URL,
    setTimeout,
    message: JSON.stringify(message),
    postMessage: (text: string) => posted.push(JSON.parse(text)),
  });
  runInContext("globalThis.self = globalThis;", scope);
  runInContext(code, scope);
  return posted[0];
}

describe("the browser", () => {
  it("checks the banking model in a worker, and computes with its values", async () => {
    const code = await bundle(`
      import { checkModel } from "@esdl/language";
      import { addDecimal } from "@esdl/runtime/values";
      const { diagnostics, model } = checkModel(JSON.parse(message));
      postMessage(JSON.stringify({
        diagnostics,
        aggregates: model?.contexts.flatMap((context) => context.aggregates.map(({ ref }) => ref)),
        sum: addDecimal("0.1", "0.2"),
      }));
    `);
    const text = readFileSync(`${root}examples/banking/model/banking.esdl`, "utf8");

    expect(inWorker(code, [{ path: "banking.esdl", text }])).toEqual({
      diagnostics: [],
      aggregates: ["Banking.Account", "Banking.Transfer"],
      sum: "0.3",
    });
  });

  it("reports a mistake there as it does elsewhere", async () => {
    const code = await bundle(`
      import { checkModel } from "@esdl/language";
      postMessage(JSON.stringify(checkModel(JSON.parse(message)).diagnostics.map(({ code, range }) => [code, range.start.line])));
    `);
    const text = "context Small\n\nvalue Money { amount: decimel }\n";

    const [first] = inWorker(code, [{ path: "small.esdl", text }]) as [string, number][];
    expect(first?.[1]).toBe(3);
  });

  it("plays scenarios in a worker, one that passes and one that does not", async () => {
    const code = await bundle(`
      import { checkModel } from "@esdl/language";
      import { runScenarios } from "@esdl/simulator";
      const { model, diagnostics } = checkModel(JSON.parse(message));
      const results = model === undefined ? [] : [...runScenarios(model)];
      const told = results.map(({ scenario, status, failure }) => [scenario.name, status, failure?.message ?? ""]);
      postMessage(JSON.stringify([diagnostics.map(({ message }) => message), told]));
    `);
    const text = `
context Bank
id AccountId
aggregate Account by accountId: AccountId {
  state { balance: decimal(2) = 0 }
  rejection Overdrawn { left: decimal(2) }
  event Opened
  event Withdrawn { amount: decimal(2) }
  create command Open() { emit Opened() }
  command Withdraw(amount: decimal(2)) {
    require amount <= balance else Overdrawn(left: balance)
    emit Withdrawn(amount)
  }
  on Opened
  on Withdrawn { balance -= amount }
}
scenario "opens" for Account {
  when Open()
  then Opened()
}
scenario "lends" for Account {
  given Opened()
  when Withdraw(amount: 5)
  then Withdrawn(amount: 5)
}
`;

    expect(inWorker(code, [{ path: "bank.esdl", text }])).toEqual([
      [],
      [
        ["opens", "passed", ""],
        ["lends", "failed", expect.stringContaining("Overdrawn")],
      ],
    ]);
  });
});
