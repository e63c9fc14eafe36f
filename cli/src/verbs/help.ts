/** `esdl help`: what `--help` prints, by the name of a verb; and the page of a code. */
import type { Command } from "commander";
import { exit, UsageError, type Exit, type Io } from "../io.js";
import { verbsOf } from "../refusals.js";
import { meant } from "../suggest.js";
import { explain, isCode } from "./explain.js";

export function help(name: string | undefined, program: Command, io: Io): Exit {
  const verb = name === undefined ? program : program.commands.find((one) => one.name() === name);
  if (verb !== undefined) {
    verb.outputHelp();
    return exit.ok;
  }
  if (name !== undefined && isCode(name)) return explain(name, io);
  throw new UsageError(
    `There is no verb ${name ?? ""}. ${meant(name ?? "", verbsOf(program))}\`esdl --help\` lists the verbs.`,
  );
}
