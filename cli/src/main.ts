/**
 * The `esdl` command: its verbs, their flags and help. What a verb does stands in its own file under `verbs/`, which is loaded for
 * that verb alone.
 */
import { modes } from "@esdl/evolution";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { createInterface } from "node:readline";
import { exit, Interrupted, UsageError, type Exit, type Io } from "./io.js";
import {
  type DiffFormatName,
  diffFormatNames,
  type FormatName,
  formatNames,
  type TestFormatName,
  testFormatNames,
} from "./report/names.js";
import { style, visible } from "./style.js";
import { meant } from "./suggest.js";
import { templateNames } from "./template-names.js";
import type { CompileFlags } from "./verbs/compile.js";
import type { DiffFlags } from "./verbs/diff.js";
import type { FormatFlags } from "./verbs/format.js";
import type { InitFlags } from "./verbs/init.js";
import type { LockFlags } from "./verbs/lock.js";
import type { TestFlags } from "./verbs/test.js";
import { version } from "./version.js";

/** Runs one call and answers its exit status: 0 fine, 1 the model or the check failed, 2 the call was wrong. */
export async function main(argv: readonly string[], process: NodeJS.Process): Promise<number> {
  const interrupt = new AbortController();
  const onInterrupt = (): void => {
    interrupt.abort();
  };
  // Who reads our output may stop reading: `esdl … | head`.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(exit.ok);
  });
  process.once("SIGINT", onInterrupt);
  process.once("SIGTERM", onInterrupt);
  try {
    return await run(argv, ioOf(process, interrupt.signal));
  } finally {
    process.off("SIGINT", onInterrupt);
    process.off("SIGTERM", onInterrupt);
  }
}

/** The same with its edges given; what tests call. */
export async function run(argv: readonly string[], io: Io): Promise<Exit> {
  let status: Exit = exit.ok;
  const program = programOf(io, (result) => {
    status = result;
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.ok : exit.usage;
    if (error instanceof Interrupted) return exit.interrupted;
    if (error instanceof UsageError) {
      io.err(`${style(io.colour).error("esdl")}: ${visible(error.message)}\n`);
      return exit.usage;
    }
    throw error;
  }
}

function programOf(io: Io, answer: (status: Exit) => void): Command {
  const program = new Command("esdl")
    .description(
      "Declare aggregates, events and their rules; get typed TypeScript that runs on an event store.",
    )
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .showSuggestionAfterError(true)
    .showHelpAfterError("(esdl --help lists the verbs)")
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err, getOutHasColors: () => io.colourOut })
    .enablePositionalOptions()
    .addHelpText(
      "after",
      examples(["esdl init my-app", "esdl check", "esdl compile", "esdl test", "esdl explain ESDL2001"]),
    );

  const verb = (name: string, description: string, samples: readonly string[]): Command =>
    program.command(name).description(description).addHelpText("after", examples(samples));

  verb("init", "make a small working project: model, app and tests", [
    "esdl init",
    "esdl init my-app --template shop",
  ])
    .argument("[dir]", "the folder, made if it is missing; the current one by default")
    .addOption(
      new Option("--template <template>", "what to begin with: `aggregate` or `shop`").argParser(
        once("--template", oneOf(templateNames)),
      ),
    )
    .addOption(
      new Option("--name <name>", "the package's name; the folder's name by default").argParser(
        once("--name", (text) => text),
      ),
    )
    .option("-y, --yes", "ask nothing, and take the defaults")
    .action(async (dir: string | undefined, flags: InitFlags) => {
      const { init } = await import("./verbs/init.js");
      answer(await init(dir, flags, io));
    });

  verb("check", "find the mistakes in a model", ["esdl check", "esdl check model --format github"])
    .argument("[paths...]", "files and folders; the nearest esdl.config.json says which without them")
    .addOption(
      new Option("--format <format>", "how to print")
        .choices(formatNames)
        .default("text" satisfies FormatName),
    )
    .action(async (paths: string[], flags: { format: FormatName }) => {
      const { check } = await import("./verbs/check.js");
      answer(await check(paths, flags, io));
    });

  verb("compile", "check a model, then write its package", [
    "esdl compile",
    "esdl compile model --out generated",
    "esdl compile --watch",
    "esdl compile --check          # in builds: fails when the package is stale",
    "esdl compile --emit model     # prints the checked model as JSON",
  ])
    .argument("[paths...]", "files and folders; the nearest esdl.config.json says which without them")
    .option("--out <dir>", "the folder of the package, instead of the configuration's")
    .option("--watch", "compile again whenever a file of the model changes")
    .option("--check", "write nothing; fail when the package is not what the model says")
    .option("--force", "overwrite generated files that were edited by hand")
    .option("--update-scaffolds", "add what the model has gained to the hand-written files")
    .addOption(new Option("--emit <what>", "print this instead of writing the package").choices(["model"]))
    .action(async (paths: string[], flags: CompileFlags) => {
      const { compile } = await import("./verbs/compile.js");
      answer(await compile(paths, flags, io));
    });

  verb("test", "run the scenarios of a model", [
    "esdl test",
    'esdl test --filter "refund"',
    "esdl test --watch",
    "esdl test --format junit > scenarios.xml",
    "esdl test --mutate --min-score 80",
  ])
    .argument("[paths...]", "files and folders; the nearest esdl.config.json says which without them")
    .option("--filter <text>", "only scenarios whose name contains it, or `Context.` for those of a context")
    .option("--watch", "run them again whenever a file of the model changes")
    .option("--mutate", "print the small mistakes in the model that no scenario would notice, and a score")
    .addOption(
      new Option(
        "--min-score <percent>",
        "with --mutate: fail when fewer of the mistakes are noticed",
      ).argParser(percent),
    )
    .addOption(
      new Option("--format <format>", "how to print")
        .choices(testFormatNames)
        .default("text" satisfies TestFormatName),
    )
    .action(async (paths: string[], flags: TestFlags) => {
      const { test } = await import("./verbs/test.js");
      answer(await test(paths, flags, io));
    });

  verb("format", "bring the files of a model into their one layout", [
    "esdl format",
    "esdl format --check          # in builds: fails when a file is not formatted",
    "esdl format --stdin < model/shop.esdl",
  ])
    .argument("[paths...]", "files and folders; the nearest esdl.config.json says which without them")
    .option("--check", "write nothing; list the files that are not formatted, and fail if there are any")
    .option("--stdin", "format what comes on standard input, and print it")
    .action(async (paths: string[], flags: FormatFlags) => {
      const { format } = await import("./verbs/format.js");
      answer(await format(paths, flags, io));
    });

  verb("lock", "record the model as released, in esdl.lock", [
    "esdl lock",
    "esdl lock --check            # in builds: fails when the lock does not record the model",
    "esdl lock --rewrite Sales.Order.OrderPlaced",
  ])
    .argument("[paths...]", "files and folders; the nearest esdl.config.json says which without them")
    .option("--check", "write nothing; fail when esdl.lock does not record the model as it is")
    .option(
      "--rewrite <names...>",
      "record these declarations as if they had never been released: only for what never reached a store",
    )
    .action(async (paths: string[], flags: LockFlags) => {
      const { lock } = await import("./verbs/lock.js");
      answer(await lock(paths, flags, io));
    });

  verb("diff", "what changed since the lock, a git ref or another copy, and whom it hurts", [
    "esdl diff",
    "esdl diff --against main --mode full --format markdown",
    "esdl diff model --against ../released/model",
  ])
    .argument("[paths...]", "files and folders; the nearest esdl.config.json says which without them")
    .option("--against <ref or path>", "a git ref, a folder, an .esdl file or a lock; esdl.lock by default")
    .addOption(
      new Option(
        "--mode <mode>",
        "what counts as a break; the configuration's `compatibility` by default",
      ).choices(modes),
    )
    .addOption(
      new Option("--format <format>", "how to print")
        .choices(diffFormatNames)
        .default("text" satisfies DiffFormatName),
    )
    .action(async (paths: string[], flags: DiffFlags) => {
      const { diff } = await import("./verbs/diff.js");
      answer(await diff(paths, flags, io));
    });

  verb("explain", "print the page of a diagnostic or a rule: why it is one, wrong and right", [
    "esdl explain ESDL2001",
    "esdl explain FIELD_RENAMED",
  ])
    .argument("<code>", "as `esdl check` or `esdl diff` prints it")
    .action(async (code: string) => {
      const { explain } = await import("./verbs/explain.js");
      answer(explain(code, io));
    });

  verb("lsp", "serve an editor: diagnostics, completion and all else, over the language server protocol", [
    "esdl lsp --stdio",
  ])
    .addOption(new Option("--stdio", "over standard input and output"))
    .addOption(new Option("--node-ipc", "over the channel of the process that started it"))
    .addOption(new Option("--clientProcessId <pid>", "ends when that process does").hideHelp())
    .action(async (flags: { readonly stdio?: true; readonly nodeIpc?: true }) => {
      if (flags.stdio !== true && flags.nodeIpc !== true)
        throw new UsageError("Editors start `esdl lsp --stdio`; it talks over standard input and output.");
      const { serve } = await import("./lsp/serve.js");
      answer(await serve());
    });

  return program;
}

/** @throws InvalidArgumentError unless it is a number from 0 to 100. */
function percent(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value <= 100))
    throw new InvalidArgumentError("It is a number from 0 to 100.");
  return value;
}

/** Reads one of these words. @throws InvalidArgumentError that says which there are, and which was meant. */
const oneOf =
  (words: readonly string[]) =>
  (text: string): string => {
    if (words.includes(text)) return text;
    throw new InvalidArgumentError(`${meant(text, words)}Allowed choices are ${words.join(", ")}.`);
  };

/** An option that would mean two things if it were given twice. */
const once =
  (flag: string, read: (text: string) => string) =>
  (text: string, before: string | undefined): string => {
    if (before !== undefined) throw new InvalidArgumentError(`${flag} was given twice.`);
    return read(text);
  };

const examples = (lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  ${line}\n`).join("")}`;

function ioOf(process: NodeJS.Process, signal: AbortSignal): Io {
  const coloured = (stream: NodeJS.WriteStream): boolean =>
    stream.isTTY && process.env["NO_COLOR"] === undefined;
  const io: Io = {
    cwd: process.cwd(),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    colour: coloured(process.stderr),
    colourOut: coloured(process.stdout),
    interactive: process.stderr.isTTY,
    input: async () => {
      const parts: Buffer[] = [];
      for await (const part of process.stdin) parts.push(Buffer.from(part as Buffer));
      return Buffer.concat(parts).toString("utf8");
    },
    signal,
  };
  if (!process.stdin.isTTY || !process.stderr.isTTY) return io;
  return { ...io, ask: (question) => asked(question, process) };
}

/** Ctrl-C and Ctrl-D end the question, and the call with it. */
function asked(question: string, { stdin, stderr }: NodeJS.Process): Promise<string> {
  const prompt = createInterface({ input: stdin, output: stderr });
  return new Promise((answer, refuse) => {
    prompt.once("close", () => {
      stderr.write("\n");
      refuse(new Interrupted());
    });
    prompt.question(question, (line) => {
      prompt.removeAllListeners("close");
      prompt.close();
      answer(line);
    });
  });
}
