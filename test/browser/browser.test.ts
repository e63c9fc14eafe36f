// The language core, the model and the values run where there is no Node: bundled for the browser, in a worker without it.
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
      "@esdl/language": `${root}language/src/index.ts`,
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
});
