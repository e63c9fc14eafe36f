/** What is said of a call that names no verb, flag or value that there is: a row for each mistake that commander tells of. */
import type { Command } from "commander";
import { UsageError } from "./io.js";
import { count } from "./report/report.js";
import { meant } from "./suggest.js";

/** Says it in our own words, with what was meant, where commander finds a mistake in a call. */
export function refuseInWords(command: Command): void {
  command.error = (message: string, options?: { readonly code?: string }): never => {
    const [pattern, words] = rows[options?.code ?? ""] ?? other;
    const [, ...parts] = pattern.exec(message) ?? [];
    throw new UsageError(`${words(parts, command).trim()} ${hintOf(command)}`);
  };
}

type Row = readonly [RegExp, (parts: readonly (string | undefined)[], command: Command) => string];

/** By commander's code of the mistake: its sentence, and what is said instead. */
const rows: Readonly<Record<string, Row>> = {
  "commander.unknownCommand": [
    /^error: unknown command '(.*)'$/s,
    ([verb = ""], command) =>
      /\.esdl$|[/\\]/.test(verb)
        ? `${verb} is no verb. To find its mistakes: esdl check ${verb}.`
        : `There is no verb ${verb}. ${meant(verb, verbsOf(command))}`,
  ],
  "commander.unknownOption": [
    /^error: unknown option '([^=]*).*'$/s,
    ([flag = ""], command) => `\`${nameOf(command)}\` has no flag ${flag}. ${meant(flag, flagsOf(command))}`,
  ],
  "commander.missingArgument": [
    /^error: missing required argument '(.*)'$/s,
    ([argument = ""], command) => `\`${nameOf(command)}\` needs a ${argument}.`,
  ],
  "commander.optionMissingArgument": [
    /^error: option '(?:-\w, )?(\S+) .*' argument missing$/s,
    ([flag = ""]) => `${flag} needs a value.`,
  ],
  "commander.invalidArgument": [
    /^error: (?:option '(?:-\w, )?(\S+) .*?' argument|command-argument value) '(.*)' is invalid(?: for argument '(.*?)')?\. (.*)$/s,
    ([flag, value = "", argument = "", why = ""]) =>
      `${flag ?? `The ${argument}`} cannot be ${JSON.stringify(value)}. ${why}`,
  ],
  "commander.excessArguments": [
    /^/,
    (_, command) => {
      const most = command.registeredArguments.length;
      const takes = most === 0 ? "no argument" : count(most, "argument");
      return `\`${nameOf(command)}\` takes ${takes}: ${command.args.slice(most).join(" ")} is too much.`;
    },
  ],
};
const other: Row = [/^(?:error: )?(.*)$/s, ([message = ""]) => `${message}.`];

/** Where it says how the call is written. */
const hintOf = (command: Command): string =>
  command.parent === null
    ? "`esdl --help` lists the verbs."
    : `\`${nameOf(command)} --help\` shows how it is called.`;

const nameOf = (command: Command): string =>
  command.parent === null ? command.name() : `${command.parent.name()} ${command.name()}`;

export const verbsOf = (program: Command): readonly string[] => program.commands.map((verb) => verb.name());

const flagsOf = ({ options }: Command): readonly string[] => [
  ...options.flatMap(({ long, hidden }) => (typeof long === "string" && !hidden ? [long] : [])),
  "--help",
];
