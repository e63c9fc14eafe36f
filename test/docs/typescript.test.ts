// The TypeScript in the documentation type-checks against the package that is generated from the model it speaks of: a page's
// blocks are one module, with what a reader is left to imagine declared before it.
import { checkModel } from "@esdl/language";
import { generate } from "@esdl/generator";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");

const caller = "declare const caller: { id: string; roles: string[] };\ndeclare const commandId: string;\n";

/** Each page, where its model comes from, and what its samples leave to the reader. */
const pages: readonly (readonly [page: string, model: string, imagined: string])[] = [
  ["README.md", "README.md", ""],
  ["docs/schema-comparison.md", "examples/banking/model/banking.esdl", ""],
  ["docs/generated-tests.md", "examples/banking/model/banking.esdl", ""],
  [
    "docs/generated-code.md",
    "examples/banking/model/banking.esdl",
    'import type { App } from "@esdl/runtime";\nimport { AccountId, Amount, TransferId } from "./generated/src/banking/index.js";\ndeclare const app: App;\ndeclare const one: string, two: string, three: string;\n',
  ],
  ["docs/sagas.md", "examples/shop/model", "declare function post(note: object): Promise<void>;\n"],
  [
    "docs/runtime.md",
    "examples/banking/model/banking.esdl",
    `import type { AccountId } from "./generated/src/banking/index.js";\ndeclare const accountId: AccountId;\n${caller}`,
  ],
];

const blocks = (path: string, language: string): string =>
  [...read(path).matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))]
    .map(([, text = ""]) => text)
    .join("\n");

const cache = join(root, "node_modules/.cache");
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, "esdl-docs-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The model of a page: a file, the samples of a page, or a folder. */
function sourcesOf(source: string): readonly { readonly path: string; readonly text: string }[] {
  if (source.endsWith(".esdl")) return [{ path: "model.esdl", text: read(source) }];
  if (source.endsWith(".md")) return [{ path: "model.esdl", text: blocks(source, "esdl") }];
  return readdirSync(join(root, source)).map((path) => ({ path, text: read(join(source, path)) }));
}

function typeErrors(page: string, source: string, imagined: string): string[] {
  const { model } = checkModel(sourcesOf(source));
  const generated = model && generate(model, { packageName: "domain", emit: ["ts"], modelRoot: "." });
  if (generated?.ok !== true) return [`the model of ${page} is wrong`];
  const home = mkdtempSync(join(folder, "page-"));
  const put = (path: string, content: string): string => {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), content);
    return join(home, path);
  };
  put("package.json", '{ "type": "module" }');
  for (const file of generated.files) put(join("generated", file.path), file.text);
  const sample = blocks(page, "ts").replaceAll(/"#domain\/([a-z/-]+)"/g, '"./generated/src/$1/index.js"');
  const program = ts.createProgram([put("sample.ts", `${imagined}${sample}`)], {
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

describe("the TypeScript of the documentation", () => {
  it.each(pages)("%s type-checks", (page, model, imagined) => {
    expect(blocks(page, "ts")).not.toBe("");
    expect(typeErrors(page, model, imagined)).toEqual([]);
  });
});
