/**
 * The `esdl` command as commander knows it: its verbs, their arguments, flags and help. What a verb does stands in its own file
 * under `verbs/`, which is loaded for that verb alone.
 */
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { UsageError, type Exit, type Io } from "./io.js";
import { refuseInWords } from "./refusals.js";
import { diffFormatNames, type FormatName, formatNames, modeNames, testFormatNames } from "./report/names.js";
import { shells, type Shell } from "./shells.js";
import { meant } from "./suggest.js";
import { templateNames } from "./template-names.js";
import type { CompileFlags } from "./verbs/compile.js";
import type { DiffFlags } from "./verbs/diff.js";
import type { FormatFlags } from "./verbs/format.js";
import type { InitFlags } from "./verbs/init.js";
import type { LockFlags } from "./verbs/lock.js";
import type { TestFlags } from "./verbs/test.js";
import { version } from "./version.js";

/**
 * The program, which runs nothing until it is told to parse a call: documentation and completion read it.
 *
 * @param answer is told the exit status that a verb comes to
 */
export function programOf(io: Io, answer: (status: Exit) => void): Command {
  const program = new Command("esdl")
    .description(
      "Declare aggregates, events and their rules; get typed TypeScript that runs on an event store.",
    )
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand(false)
    .showSuggestionAfterError(false)
    .exitOverride()
    .configureHelp({
      showGlobalOptions: false,
      subcommandTerm: termOf,
      commandUsage: usageOf,
      styleTitle: titleOf,
    })
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      getOutHasColors: () => io.colourOut,
      getErrHasColors: () => io.colour,
      getOutHelpWidth: () => helpWidth,
      getErrHelpWidth: () => helpWidth,
    })
    .enablePositionalOptions()
    .addHelpText(
      "after",
      `${examples(["esdl init my-app", "esdl check", "esdl test", "esdl compile"])}\n\n\`esdl help VERB\` shows its flags and examples; \`esdl help CODE\` the page of a diagnostic.`,
    );
  refuseInWords(program);

  const verb = (name: string, description: string, samples: readonly string[]): Command => {
    const command = program.command(name).description(description).addHelpText("after", examples(samples));
    refuseInWords(command);
    return command;
  };

  program.commandsGroup("Begin:");
  verb("init", "make a small working project: model, app, tests and a workflow", [
    "esdl init                            # on a terminal, asks what is left open",
    "esdl init my-app --template shop",
    "esdl init . --name @acme/orders --yes",
  ])
    .argument("[dir]", "the folder to make it in, new or empty; by default, this one")
    .addOption(
      choice("--template <template>", "begin with this one; aggregate by default", templateNames).argParser(
        once("--template", oneOf(templateNames)),
      ),
    )
    .addOption(
      new Option("--name <name>", "call the package so; after its folder by default").argParser(
        once("--name", (text) => text),
      ),
    )
    .option("-y, --yes", "ask nothing, and take the defaults")
    .action(async (dir: string | undefined, flags: InitFlags) => {
      const { init } = await import("./verbs/init.js");
      answer(await init(dir, flags, io));
    });

  program.commandsGroup("Write a model:");
  verb("check", "find the mistakes in a model", [
    "esdl check",
    "esdl check model/sales.esdl",
    "esdl check --format github           # in builds: annotates the lines of a pull request",
  ])
    .addArgument(paths())
    .addOption(choice("--format <format>", "print in this form", formatNames).default("text"))
    .action(async (given: string[], flags: { readonly format: FormatName }) => {
      const { check } = await import("./verbs/check.js");
      answer(await check(given, flags, io));
    });

  verb("test", "run the scenarios of a model", [
    "esdl test",
    'esdl test --filter "refund"',
    "esdl test --watch",
    "esdl test --format junit > scenarios.xml",
    "esdl test --mutate --min-score 80    # what would the scenarios not notice?",
  ])
    .addArgument(paths())
    .option("--filter <text>", "run only those whose name contains it, or `Context.` for those of a context")
    .option("--watch", "run them again whenever a file of the model changes")
    .option("--mutate", "print the small mistakes in the model that no scenario would notice, and a score")
    .addOption(
      new Option(
        "--min-score <percent>",
        "with --mutate: fail when fewer of the mistakes are noticed",
      ).argParser(percent),
    )
    .addOption(choice("--format <format>", "print in this form", testFormatNames).default("text"))
    .action(async (given: string[], flags: TestFlags) => {
      const { test } = await import("./verbs/test.js");
      answer(await test(given, flags, io));
    });

  verb("format", "bring the files of a model into their one layout", [
    "esdl format",
    "esdl format --check                  # in builds: fails when a file is not formatted",
    "esdl format --stdin < model/shop.esdl",
  ])
    .addArgument(paths())
    .option("--check", "write nothing; list the files that are not formatted, and fail if there are any")
    .option("--stdin", "format what comes on standard input, and print it")
    .action(async (given: string[], flags: FormatFlags) => {
      const { format } = await import("./verbs/format.js");
      answer(await format(given, flags, io));
    });

  verb("explain", "print the page of a diagnostic or a rule: why it is one, wrong and right", [
    "esdl explain ESDL2001",
    "esdl explain FIELD_RENAMED",
  ])
    .argument("<code>", "what `esdl check` or `esdl diff` names it")
    .action(async (code: string) => {
      const { explain } = await import("./verbs/explain.js");
      answer(explain(code, io));
    });

  program.commandsGroup("Build:");
  verb("compile", "check a model, then write its package", [
    "esdl compile",
    "esdl compile model --out generated",
    "esdl compile --watch",
    "esdl compile --check                 # in builds: fails when the package is stale",
    "esdl compile --emit model            # prints the checked model as JSON",
  ])
    .addArgument(paths())
    .option("--out <dir>", "write to this folder, instead of the configuration's")
    .option("--watch", "compile again whenever a file of the model changes")
    .option("--check", "write nothing; fail when the package is not what the model says")
    .option("--force", "overwrite generated files that were edited by hand")
    .option("--update-scaffolds", "add what the model has gained to the hand-written files")
    .addOption(choice("--emit <what>", "print this instead of writing the package", ["model"]))
    .action(async (given: string[], flags: CompileFlags) => {
      const { compile } = await import("./verbs/compile.js");
      answer(await compile(given, flags, io));
    });

  program.commandsGroup("Release:");
  verb("lock", "record a model as released, in esdl.lock", [
    "esdl lock",
    "esdl lock --check                    # in builds: fails when the lock does not record the model",
    "esdl lock --rewrite Sales.Order.OrderPlaced",
  ])
    .addArgument(paths())
    .option("--check", "write nothing; fail when esdl.lock does not record the model as it is")
    .option(
      "--rewrite <names...>",
      "record these declarations as if they had never been released: only for what never reached a store",
    )
    .action(async (given: string[], flags: LockFlags) => {
      const { lock } = await import("./verbs/lock.js");
      answer(await lock(given, flags, io));
    });

  verb("diff", "say what changed since a release, a git ref or another copy, and whom it hurts", [
    "esdl diff                            # since esdl.lock",
    "esdl diff --against origin/main --mode full --format markdown",
    "esdl diff model --against ../released/model",
  ])
    .addArgument(paths())
    .option(
      "--against <ref or path>",
      "compare with a git ref, a folder, an .esdl file or a lock; esdl.lock by default",
    )
    .addOption(
      choice(
        "--mode <mode>",
        "say what counts as a break; the configuration's `compatibility` by default",
        modeNames,
      ),
    )
    .addOption(choice("--format <format>", "print in this form", diffFormatNames).default("text"))
    .action(async (given: string[], flags: DiffFlags) => {
      const { diff } = await import("./verbs/diff.js");
      answer(await diff(given, flags, io));
    });

  program.commandsGroup("Editors and shells:");
  verb("lsp", "serve an editor, over the language server protocol", ["esdl lsp --stdio"])
    .addOption(new Option("--stdio", "talk over standard input and output"))
    .addOption(new Option("--node-ipc", "talk over the channel of the process that started it"))
    .addOption(new Option("--clientProcessId <pid>", "end when that process does").hideHelp())
    .action(async (flags: { readonly stdio?: true; readonly nodeIpc?: true }) => {
      if (flags.stdio !== true && flags.nodeIpc !== true)
        throw new UsageError("Editors start `esdl lsp --stdio`; it talks over standard input and output.");
      const { serve } = await import("./lsp/serve.js");
      answer(await serve());
    });

  verb("completion", "print what has a shell complete verbs, flags and their values", [
    'eval "$(esdl completion bash)"       # in ~/.bashrc',
    'eval "$(esdl completion zsh)"        # in ~/.zshrc, after compinit',
    "esdl completion fish > ~/.config/fish/completions/esdl.fish",
  ])
    .addArgument(new Argument("<shell>", "the shell that reads it").choices(shells).argParser(oneOf(shells)))
    .action(async (shell: Shell) => {
      const { completion } = await import("./verbs/completion.js");
      answer(completion(shell, program, io));
    });

  program.commandsGroup("About esdl:");
  verb("help", "print help, of a verb, or the page of a diagnostic", [
    "esdl help",
    "esdl help compile",
    "esdl help ESDL2001",
  ])
    .argument("[verb]", "a verb, or a code")
    .action(async (name: string | undefined) => {
      const { help } = await import("./verbs/help.js");
      answer(help(name, program, io));
    });
  verb("version", "print the version", ["esdl version"]).action(() => {
    io.out(`${version}\n`);
  });

  return program;
}

/** Columns of help: what a terminal has at least, and the same everywhere. */
const helpWidth = 100;

const paths = (): Argument =>
  new Argument("[paths...]", "files and folders to read; by default, what the nearest esdl.config.json says");

/** A verb with its arguments, as the list of verbs shows it. */
const termOf = (command: Command): string =>
  [command.name(), ...command.registeredArguments.map((argument) => argumentTerm(argument))].join(" ");

const usageOf = (command: Command): string =>
  command.parent === null ? "esdl <verb> [arguments] [flags]" : `esdl ${termOf(command)} [flags]`;

const titleOf = (title: string): string => (title === "Options:" ? "Flags:" : title);

const argumentTerm = (argument: Argument): string => {
  const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? `<${name}>` : `[${name}]`;
};

/** A flag that takes one of these words. */
const choice = (flags: string, description: string, words: readonly string[]): Option =>
  new Option(flags, description).choices(words).argParser(oneOf(words));

/** Reads one of these words. @throws InvalidArgumentError that says which there are, and which was meant. */
const oneOf =
  (words: readonly string[]) =>
  (text: string): string => {
    if (words.includes(text)) return text;
    const all =
      words.length === 1 ? `It can be ${words.join("")} alone.` : `It is one of ${words.join(", ")}.`;
    throw new InvalidArgumentError(`${meant(text, words)}${all}`);
  };

/** A flag that would mean two things if it were given twice. */
const once =
  (flag: string, read: (text: string) => string) =>
  (text: string, before: string | undefined): string => {
    if (before !== undefined)
      throw new UsageError(`${flag} is given twice, as ${before} and as ${text}. Give it once.`);
    return read(text);
  };

/** @throws InvalidArgumentError unless it is a number from 0 to 100. */
function percent(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value <= 100))
    throw new InvalidArgumentError("It is a number from 0 to 100.");
  return value;
}

const examples = (lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  ${line}`).join("\n")}`;
