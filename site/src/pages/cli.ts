/** The page of every verb and flag, read from the program that parses them. */
import type { Argument, Command, Option } from "commander";
import { code, fence, type Page, paragraphs, plain, table } from "../page.js";

export function cliPages(program: Command): readonly Page[] {
  const verbs = program.commands.filter((verb) => verb.name() !== "help");
  return [
    {
      path: "reference/cli.md",
      text: paragraphs(
        "# Every verb and flag",
        "This page is made from the program itself; [the command line](../cli.md) says what the verbs are for.",
        table(
          ["verb", "does"],
          verbs.map((verb) => [
            `[${code(`esdl ${verb.name()}`)}](#esdl-${verb.name()})`,
            plain(verb.description()),
          ]),
        ),
        "Exit status: 0 when all is well, 1 when the model or the check failed, 2 when the call was wrong.",
        optionsOf(program),
        ...verbs.map(verbSection),
      ),
    },
  ];
}

function verbSection(verb: Command): string {
  const examples = examplesOf(verb);
  return paragraphs(
    `## ${code(`esdl ${verb.name()}`)} {#esdl-${verb.name()}}`,
    sentence(verb.description()),
    fence("sh", `esdl ${verb.name()} ${verb.usage()}`),
    argumentsOf(verb),
    optionsOf(verb),
    examples === undefined ? undefined : fence("sh", examples),
  ).trimEnd();
}

function argumentsOf(verb: Command): string | undefined {
  if (verb.registeredArguments.length === 0) return undefined;
  return table(
    ["argument", "meaning", "default"],
    verb.registeredArguments.map((argument) => [
      code(argumentName(argument)),
      plain(argument.description),
      defaultOf(argument.defaultValue),
    ]),
  );
}

const argumentName = (argument: Argument): string => {
  const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? `<${name}>` : `[${name}]`;
};

function optionsOf(command: Command): string | undefined {
  const options = command.options.filter(({ hidden }) => !hidden);
  if (options.length === 0) return undefined;
  return table(
    ["flag", "meaning", "default"],
    options.map((option) => [code(option.flags), meaningOf(option), defaultOf(option.defaultValue)]),
  );
}

const meaningOf = ({ description, argChoices }: Option): string =>
  argChoices === undefined ? plain(description) : `${plain(description)}: ${argChoices.map(code).join(", ")}`;

const defaultOf = (value: unknown): string =>
  value === undefined || (Array.isArray(value) && value.length === 0)
    ? ""
    : code(typeof value === "string" ? value : JSON.stringify(value));

/** What the help shows under "Examples:". */
function examplesOf(verb: Command): string | undefined {
  let shown = "";
  verb.configureOutput({ ...verb.configureOutput(), writeOut: (text) => (shown += text) });
  verb.outputHelp();
  return /\nExamples:\n((?: {2}.*\n)+)/.exec(shown)?.[1]?.replaceAll(/^ {2}/gm, "");
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${plain(text.slice(1))}.`;
