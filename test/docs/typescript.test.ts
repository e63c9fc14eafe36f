// The TypeScript in the documentation type-checks against the package that is generated from the page's model: a page's blocks
// are one module, with what a reader is left to imagine declared before it.
import { checkModel } from "@esdl/language";
import { generate } from "@esdl/generator";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { afterAll, describe, expect, it } from "vitest";
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
  "docs/runtime.md": {
    model: banking,
    imagined: `import type { AccountId } from "#domain/banking";
      declare const accountId: AccountId;
      declare const caller: { id: string; roles: string[] };
      declare const commandId: string;`,
  },
};

const modulesOf = (page: string): string =>
  codeOf(page, "ts")
    .filter(({ label }) => !label.includes("/"))
    .map(({ text }) => text)
    .join("\n");

const cache = join(root, "node_modules/.cache");
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, "esdl-docs-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function typeErrors(page: string): string[] {
  const { model: from, imagined = "" } = settings[page] ?? {};
  const { model } = checkModel(from === undefined ? samplesOf(page) : modelIn(from));
  const generated = model && generate(model, { packageName: "domain", emit: ["ts"], modelRoot: "." });
  if (generated?.ok !== true) return [`${page} has no model, or one that is wrong: see settings`];
  const home = mkdtempSync(join(folder, "page-"));
  const put = (path: string, content: string): string => {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), content);
    return join(home, path);
  };
  put("package.json", '{ "type": "module" }');
  for (const file of generated.files) put(join("generated", file.path), file.text);
  const sample = `${imagined}\n${modulesOf(page)}`.replaceAll(
    /"#domain\/([a-z/-]+)"/g,
    '"./generated/src/$1/index.js"',
  );
  const program = ts.createProgram([put("sample.ts", sample)], {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
    types: ["node"],
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}

const withTypeScript = pages.filter((page) => modulesOf(page) !== "");

describe("the TypeScript of the documentation", () => {
  it.each(withTypeScript)("%s type-checks", (page) => {
    expect(typeErrors(page)).toEqual([]);
  });

  it("has no settings for pages without any", () => {
    expect(Object.keys(settings).filter((page) => !withTypeScript.includes(page))).toEqual([]);
  });
});
