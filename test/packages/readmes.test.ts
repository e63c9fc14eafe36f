// What the packages' own READMEs say is so: samples compile and print what they say, command lines run, links lead somewhere.
import { checkModel } from "@esdl/language";
import { generate, write } from "@esdl/generator";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { afterAll, describe, expect, it } from "vitest";
import { folders, manifestOf, root } from "./published.js";

// Below the repository, so that samples find the packages, and outside of it, so that the command line finds no configuration.
mkdirSync(join(root, "node_modules/.cache"), { recursive: true });
const within = mkdtempSync(join(root, "node_modules/.cache/esdl-readmes-"));
const outside = mkdtempSync(join(tmpdir(), "esdl-readmes-"));
afterAll(() => {
  for (const folder of [within, outside]) rmSync(folder, { recursive: true, force: true });
});

const readme = (folder: string): string => readFileSync(join(root, folder, "README.md"), "utf8");

const blocks = (folder: string, language: string): string[] =>
  [...readme(folder).matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(
    ([, text = ""]) => text,
  );

/** The samples of a package as files, beside the package that is generated from the banking example. */
function samplesOf(folder: string): readonly string[] {
  const path = join(root, "examples/banking/model/banking.esdl");
  const { model } = checkModel([{ path: "banking.esdl", text: readFileSync(path, "utf8") }]);
  const generated = generate(model!, { packageName: "domain", emit: ["ts", "js"], modelRoot: ".." });
  if (!generated.ok) throw new Error("the banking example cannot be generated");
  const home = join(within, folder);
  write(generated.files, join(home, "generated"));
  const imports = { "#domain/*": "./generated/dist/*/index.js" };
  writeFileSync(join(home, "package.json"), JSON.stringify({ type: "module", imports }));
  return blocks(folder, "ts").map((text, at) => {
    const file = join(home, `sample-${at}.ts`);
    writeFileSync(file, text);
    return file;
  });
}

function typeErrors(files: readonly string[]): readonly string[] {
  const program = ts.createProgram([...files], {
    target: ts.ScriptTarget.ES2023,
    lib: ["lib.es2023.d.ts"],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
  });
  return files
    .map((file) => program.getSourceFile(file)!)
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}

/** What a sample says that it prints: the comment behind `console.log(…);`, or those on the lines that follow. */
function promisedOutput(text: string): readonly string[] {
  const promised: string[] = [];
  let follows = false;
  for (const line of text.split("\n")) {
    const logged = /\bconsole\.log\(.*\);(?: \/\/ (.*))?$/.exec(line);
    const comment: RegExpExecArray | null = follows ? /^\/\/ (.*)$/.exec(line) : null;
    const said = logged?.[1] ?? comment?.[1];
    if (said !== undefined) promised.push(said);
    follows = logged !== null || comment !== null;
  }
  return promised;
}

function outputOf(file: string): readonly string[] {
  const { outputText } = ts.transpileModule(readFileSync(file, "utf8"), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
  });
  const script = file.replace(/\.ts$/, ".mjs");
  writeFileSync(script, outputText);
  return execFileSync(process.execPath, [script], { encoding: "utf8" }).trimEnd().split("\n");
}

describe.each(folders)("the README of %s", (folder) => {
  it("begins with the package's name and has a line that installs it", () => {
    const { name } = manifestOf(folder);
    expect(readme(folder)).toMatch(new RegExp(`^# ${name}\n`));
    expect(readme(folder)).toMatch(new RegExp(`^(npm install|npx) ${name}( |$)`, "m"));
  });

  it("leads to files that are there", () => {
    const links = [...readme(folder).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, path]) => path!);
    expect(links.length).toBeGreaterThan(1);
    expect(links.filter((path) => !existsSync(join(root, folder, path)))).toEqual([]);
  });
});

describe("the samples in the READMEs", () => {
  const withSamples = folders.filter((folder) => blocks(folder, "ts").length > 0);

  it("are there for every package that has something to import", () => {
    expect(withSamples).toEqual(folders.filter((folder) => folder !== "cli"));
  });

  it("compile", () => {
    expect(typeErrors(withSamples.flatMap(samplesOf))).toEqual([]);
  });

  it.each(withSamples.filter((folder) => promisedOutput(readme(folder)).length > 0))(
    "of %s print what they say",
    (folder) => {
      const [file] = samplesOf(folder) as [string];
      expect(outputOf(file)).toEqual(promisedOutput(readFileSync(file, "utf8")));
    },
  );
});

it("runs the command lines in the README of the command line, but for what npm does", () => {
  const esdl = join(root, "cli/bin/esdl.js");
  let cwd = outside;
  const run = (line: string): void => {
    const [program, verb = "", ...args] = line.replace(/\s+#.*$/, "").split(" ");
    if (program === "cd") cwd = join(cwd, verb);
    else if (program === "npx") execFileSync(process.execPath, [esdl, ...args], { cwd, stdio: "pipe" });
    else expect(program).toBe("npm");
  };
  const lines = blocks("cli", "sh").flatMap((block) => block.trim().split("\n"));
  expect(lines.length).toBeGreaterThan(9);
  for (const line of lines) run(line);
  expect(existsSync(join(dirname(cwd), "my-app/esdl.lock"))).toBe(true);
});
