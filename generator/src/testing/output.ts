/** For tests of the TypeScript emitter: writes its files to a folder of their own, type-checks them, and loads them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import type { EmittedFile } from "../emitter.js";
import { generate } from "../generate.js";
import { modelOf } from "./models.js";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

/** Every flag that generated code must pass under. */
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2023.d.ts"],
  types: ["node"],
  typeRoots: [join(repository, "node_modules/@types")],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  noEmit: true,
  declaration: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  isolatedDeclarations: true,
  erasableSyntaxOnly: true,
  allowUnreachableCode: false,
  skipLibCheck: true,
  paths: {
    "@esdl/runtime": [join(repository, "runtime/src/index.ts")],
    "@esdl/runtime/values": [join(repository, "runtime/src/values/index.ts")],
    "@esdl/runtime/testing": [join(repository, "runtime/src/testing/index.ts")],
    // Their files are outside of the repository, and see none of its packages.
    vitest: [join(repository, "node_modules/vitest/dist/index.d.ts")],
    "fast-check": [join(repository, "node_modules/fast-check/lib/fast-check.d.ts")],
  },
};

export interface Output {
  /** Where the files are. */
  readonly folder: string;
  /** The path of a file below it, to be imported. */
  path(path: string): string;
  /** What TypeScript has to say of the generated files: nothing. */
  typeErrors(): readonly string[];
  remove(): void;
}

export function writeOutput(files: Iterable<EmittedFile>): Output {
  const folder = mkdtempSync(join(tmpdir(), "esdl-output-"));
  const sources: string[] = [];
  const put = (path: string, text: string): void => {
    const at = join(folder, path);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, text);
  };
  put("package.json", `{ "type": "module" }`);
  for (const { path, text } of files) {
    put(path, text);
    if (path.endsWith(".ts")) sources.push(join(folder, path));
  }
  return {
    folder,
    path: (path) => join(folder, path),
    typeErrors() {
      const program = ts.createProgram(sources, options);
      const own = new Set(sources);
      return ts.getPreEmitDiagnostics(program).flatMap((diagnostic) => {
        const { file, start } = diagnostic;
        if (file === undefined || !own.has(file.fileName)) return [];
        const { line } = file.getLineAndCharacterOfPosition(start ?? 0);
        const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, " ");
        const code = file.text.split("\n")[line]?.trim() ?? "";
        return [`${file.fileName.slice(folder.length + 1)}:${String(line + 1)} ${message} | ${code}`];
      });
    },
    remove() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What TypeScript has to say of all that a model compiles to: nothing. */
export function typeErrorsOf(model: string): readonly string[] {
  const made = generate(modelOf(model), { packageName: "names", emit: ["ts"], modelRoot: ".." });
  if (!made.ok) throw new Error(made.findings.map(({ message }) => message).join("\n"));
  const output = writeOutput(made.files);
  try {
    return output.typeErrors();
  } finally {
    output.remove();
  }
}
