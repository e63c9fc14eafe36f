// The TypeScript in the documentation type-checks against the package that is generated from the page's model: a page's blocks
// are one module, with what a reader is left to imagine declared before it.
import { checkModel } from "@esdl/language";
import { generate } from "@esdl/generator";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf, modelIn, pages, root, samplesOf } from "./pages.js";

interface Setting {
  /** Where the page's model is, if not in its own samples. */
  readonly model?: string;
  /** What its samples leave to the reader. */
  readonly imagined?: string;
}

const banking = "examples/banking/model/banking.esdl";

/** Pages whose TypeScript is of another model than their own samples, or leaves something to the reader. */
const settings: Readonly<Record<string, Setting>> = {
  "docs/schema-comparison.md": { model: banking },
  "docs/generated-tests.md": { model: banking },
  "docs/generated-code.md": {
    model: banking,
    imagined: `import type { App } from "@esdl/runtime";
      import { AccountId, Amount, TransferId } from "#domain/banking";
      declare const app: App;
      declare const one: string, two: string, three: string;`,
  },
  "docs/sagas.md": {
    model: "examples/shop/model",
    imagined: "declare function post(note: object): Promise<void>;",
  },
  "docs/operations.md": {
    model: banking,
    imagined: `import type { App } from "@esdl/runtime";
      declare const app: App;`,
  },
  "docs/runtime.md": {
    model: banking,
    imagined: `import type { AccountId } from "#domain/banking";
      declare const accountId: AccountId;
      declare const caller: { id: string; roles: string[] };
      declare const commandId: string;`,
  },
};

/** The modules of a page: its blocks together, and each file that has a name. */
function modulesOf(page: string): ReadonlyMap<string, string> {
  if (page.startsWith("docs/language/")) return new Map();
  const modules = new Map<string, string>();
  for (const { label, text } of codeOf(page, "ts")) {
    const name = label === "" ? "sample.ts" : label;
    modules.set(
      name,
      `${modules.get(name) ?? (label === "" ? `${settings[page]?.imagined ?? ""}\n` : "")}${text}`,
    );
  }
  return modules;
}

const cache = join(root, "node_modules/.cache");
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, "esdl-docs-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Writes the modules of a page beside the package that is generated from its model. Answers their paths. */
function laidOut(page: string): readonly string[] {
  const { model: from } = settings[page] ?? {};
  const { model } = checkModel(from === undefined ? samplesOf(page) : modelIn(from));
  const generated = model && generate(model, { packageName: "domain", emit: ["ts"], modelRoot: "." });
  if (generated?.ok !== true) throw new Error(`${page} has no model, or one that is wrong: see settings`);
  const home = mkdtempSync(join(folder, "page-"));
  const put = (path: string, content: string): string => {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), content);
    return join(home, path);
  };
  const imports = { "#domain/*": "./generated/src/*/index.ts" };
  put("package.json", JSON.stringify({ type: "module", imports }));
  for (const file of generated.files) put(join("generated", file.path), file.text);
  return [...modulesOf(page)].map(([name, text]) => put(name, text));
}

const withTypeScript = pages.filter((page) => modulesOf(page).size > 0);

describe("the TypeScript of the documentation", () => {
  const filesOf = new Map<string, readonly string[]>();
  let program: ts.Program;
  beforeAll(() => {
    for (const page of withTypeScript) filesOf.set(page, laidOut(page));
    // One program for all, so that what they share is read once.
    program = ts.createProgram([...filesOf.values()].flat(), {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      allowImportingTsExtensions: true,
      noEmit: true,
      skipLibCheck: true,
      types: ["node"],
    });
  }, 120_000);

  it.each(withTypeScript)("%s type-checks", (page) => {
    const wrong = filesOf.get(page)!.flatMap((path) => {
      const file = program.getSourceFile(path);
      return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    });
    expect(wrong.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "))).toEqual([]);
  });

  it("has no settings for pages without any", () => {
    expect(Object.keys(settings).filter((page) => !withTypeScript.includes(page))).toEqual([]);
  });
});
