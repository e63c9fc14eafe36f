// Every command line in the documentation is run, in a project made for its page, and what it prints is what the page shows; or it stands
// in the table of those that are not run here, with the reason. A page's blocks are taken in their order:
//
//   ```sh                  commands; the last one may fail: ```sh [exit 1]
//   ```text                what they print, where it is the next block
//   ```diff [FILE]         an edit of a file, see test/tutorial/edit.ts
//   ```ts [FILE]           a whole file, in any language
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { afterAll, describe, expect, it } from "vitest";
import { run } from "../../cli/src/main.js";
import { ioIn } from "../../cli/src/testing/call.js";
import { asTyped } from "../../cli/src/words.js";
import { isAsShown } from "../tutorial/compare.js";
import { edited } from "../tutorial/edit.js";
import { type Line, linesOf } from "./lines.js";
import { type Block, blocksOf, codeOf, pages, root, where } from "./pages.js";
import { clone, git, nothing, ownSamples, type Project, released } from "./projects.js";

/** Where the commands of a page are run. */
const projects: Readonly<Record<string, Project>> = {
  "README.md": nothing,
  "CONTRIBUTING.md": nothing,
  "docs/adopting.md": ownSamples("docs/adopting.md", "model/loyalty.esdl"),
  "docs/cli.md": nothing,
  "docs/editors.md": nothing,
  "docs/evolution.md": released,
  "docs/generated-tests.md": nothing,
  "docs/pull-requests.md": released,
  "docs/testing.md": ownSamples("docs/testing.md", "model/bank.esdl"),
  "examples/banking/README.md": clone,
  "examples/emitter/README.md": clone,
  "examples/evolution/README.md": clone,
  "examples/shop/README.md": clone,
};

/** Lines that are not run here, by how they begin; scripts of npm are looked up all the same. */
const notRun: readonly (readonly [RegExp, string])[] = [
  [/^npm (install|ci)\b/, "asks a registry; test/packed installs packed packages"],
  [/^npm (start|test|run)\b/, "takes minutes, and is what the builds of this repository do"],
  [/^npx vitest\b/, "needs what npm installs; test/packed runs it in an installed project"],
  [/^npx changeset\b|^git (tag|push)\b/, "releases"],
  [/^code --install-extension\b/, "needs Visual Studio Code; test/editor installs the extension"],
  [/^eval\b|> ~\//, "changes the shell of whoever reads it"],
];

const withCommands = pages.filter((page) => codeOf(page, "sh").length > 0);
const base = mkdtempSync(join(tmpdir(), "esdl-docs-"));
afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});

interface Printed {
  readonly status: number;
  readonly output: string;
}

/** Runs a line; undefined when it is one of those that are not. */
async function runLine(line: Line, at: { folder: string }): Promise<Printed | undefined> {
  const [command, ...args] = line.words;
  if (command === "npm") assertScript(args);
  if (notRun.some(([begins]) => begins.test(line.words.join(" ")) || begins.test(line.text)))
    return undefined;
  if (command === "cd") {
    at.folder = join(at.folder, args[0] ?? "");
    return { status: 0, output: "" };
  }
  if (command === "git") return { status: 0, output: git(at.folder, ...args) };
  if (command === "npx" && args[0] === "esdl") return esdl(args.slice(1), line, at.folder, true);
  if (command === "node" && args[0]?.endsWith("/cli/bin/esdl.js") === true)
    return esdl(args.slice(1), line, at.folder);
  if (command === "esdl") return esdl(args, line, at.folder);
  if (command === "node") return program(args, at.folder);
  if (command === "npx" && args[0] === "tsc") return transpile(at.folder);
  throw new Error(`Nobody has told the test what to do with ${line.text}`);
}

function program(args: readonly string[], cwd: string): Printed {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  return { status: status ?? -1, output: stdout + stderr };
}

/** What the compiler makes of the sources of a project; typescript.test.ts checks their types. */
function transpile(folder: string): Printed {
  for (const part of ["src", "generated/src"])
    for (const entry of readdirSync(join(folder, part), { recursive: true, withFileTypes: true })) {
      if (!entry.name.endsWith(".ts")) continue;
      const { outputText } = ts.transpileModule(readFileSync(join(entry.parentPath, entry.name), "utf8"), {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
      });
      const out = join(
        folder,
        "dist",
        relative(folder, entry.parentPath),
        entry.name.replace(/\.ts$/, ".js"),
      );
      mkdirSync(dirname(out), { recursive: true });
      writeFileSync(out, outputText);
    }
  return { status: 0, output: "" };
}

async function esdl(
  args: readonly string[],
  { into }: Line,
  folder: string,
  byNpx = false,
): Promise<Printed> {
  const io = ioIn(folder, { out: "", err: "" });
  const said = (text: string): string => (byNpx ? asTyped(text, { npm_config_user_agent: "npm/11" }) : text);
  let output = "";
  let kept = "";
  const status = await run(args, {
    ...io,
    out: (text) => {
      if (into === undefined) output += text;
      else kept += text;
    },
    err: (text) => {
      output += said(text);
    },
  });
  if (into !== undefined) writeFileSync(join(folder, into), kept);
  return { status, output };
}

/** @throws Error when npm would find no such script, here or in the workspace that is named */
function assertScript(args: readonly string[]): void {
  const [verb = "", ...rest] = args.filter((arg) => arg !== "--silent");
  const name = verb === "run" ? rest[0] : ["test", "start"].includes(verb) ? verb : undefined;
  if (name === undefined) return;
  const at = args.indexOf("-w");
  const manifest = join(root, at < 0 ? "." : (args[at + 1] ?? ""), "package.json");
  const { scripts } = JSON.parse(readFileSync(manifest, "utf8")) as { scripts?: Record<string, string> };
  if (scripts?.[name] === undefined) throw new Error(`${manifest} has no script ${name}`);
}

/** Does what a page says, in its order. */
async function follow(page: string, project: Project): Promise<void> {
  const at = { folder: await project(mkdtempSync(join(base, "page-"))) };
  let last: { readonly block: Block; readonly output: string | undefined } | undefined;
  for (const block of blocksOf(page)) {
    const before = last;
    last = undefined;
    try {
      if (block.language === "sh") last = { block, output: await runBlock(block, at) };
      else if (block.language === "text" && before?.output !== undefined) {
        if (!isAsShown(block.text, before.output)) throw new Error(`This was printed:\n${before.output}`);
      } else if (block.label !== "" && !page.startsWith("docs/language/"))
        put(block, join(at.folder, block.label));
    } catch (error) {
      throw new Error(`${where(block)}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }
}

async function runBlock({ text, label }: Block, at: { folder: string }): Promise<string | undefined> {
  const expected = Number(/^exit (\d+)$/.exec(label)?.[1] ?? 0);
  let output: string | undefined;
  let status = 0;
  for (const line of linesOf(text)) {
    const printed = await runLine(line, at);
    if (printed === undefined) continue;
    output = (output ?? "") + printed.output;
    if (status !== 0) throw new Error(`The line before ${line.text} failed:\n${output}`);
    status = printed.status;
  }
  if (status !== expected) throw new Error(`The exit status is ${String(status)}:\n${output ?? ""}`);
  return output;
}

function put({ language, text }: Block, file: string): void {
  if (language === "diff") writeFileSync(file, edited(readFileSync(file, "utf8"), text));
  else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

describe("the command lines of the documentation", () => {
  it.each(withCommands)("%s", async (page) => {
    const project = projects[page];
    if (project === undefined) throw new Error(`Say in \`projects\` where the commands of ${page} are run.`);
    await follow(page, project);
  });

  it("have no projects and no exceptions that nothing needs", () => {
    expect(Object.keys(projects).filter((page) => !withCommands.includes(page))).toEqual([]);
    const lines = withCommands.flatMap((page) => codeOf(page, "sh")).flatMap(({ text }) => linesOf(text));
    expect(notRun.filter(([begins]) => !lines.some(({ text }) => begins.test(text)))).toEqual([]);
  });
});
