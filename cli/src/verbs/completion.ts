/** `esdl completion SHELL`: a script that completes verbs, flags and the words that they take; elsewhere, names of files. */
import type { Command, Option } from "commander";
import { exit, type Exit, type Io } from "../io.js";
import { verbsOf } from "../refusals.js";
import type { Shell } from "../shells.js";

export function completion(shell: Shell, program: Command, io: Io): Exit {
  io.out(scripts[shell](program));
  return exit.ok;
}

const scripts: Readonly<Record<Shell, (program: Command) => string>> = {
  bash,
  // zsh reads what was made for bash.
  zsh: (program) => `autoload -U +X bashcompinit && bashcompinit\n${bash(program)}`,
  fish,
};

/** The flags of a verb that are shown. */
const flagsOf = (verb: Command): readonly Option[] => verb.createHelp().visibleOptions(verb);

/** The words that an argument of a verb can be. */
const wordsOf = (verb: Command, program: Command): readonly string[] =>
  verb.name() === "help"
    ? verbsOf(program)
    : verb.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);

function bash(program: Command): string {
  const { commands } = program;
  const words = commands.flatMap((verb) => {
    const name = verb.name();
    const ofFlags = flagsOf(verb).flatMap(({ long, argChoices }) =>
      argChoices === undefined ? [] : [`    "${name} ${long ?? ""}") words="${argChoices.join(" ")}" ;;`],
    );
    const own = wordsOf(verb, program);
    return own.length === 0 ? ofFlags : [...ofFlags, `    "${name} ${name}") words="${own.join(" ")}" ;;`];
  });
  const flags = commands.map(
    (verb) =>
      `      ${verb.name()}) words="${flagsOf(verb)
        .map(({ long }) => long ?? "")
        .join(" ")}" ;;`,
  );
  return `_esdl() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}" words=""
  case "\${COMP_WORDS[1]} $before" in
${words.join("\n")}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${verbsOf(program).join(" ")}"
  elif [ -z "$words" ] && [ "\${current#-}" != "$current" ]; then
    case "\${COMP_WORDS[1]}" in
${flags.join("\n")}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _esdl esdl
`;
}

function fish(program: Command): string {
  const quoted = (text: string): string => `'${text.replace(/['\\]/g, "\\$&")}'`;
  const lines = program.commands.flatMap((verb) => {
    const isThis = `-n '__fish_seen_subcommand_from ${verb.name()}'`;
    const own = wordsOf(verb, program);
    return [
      `complete -c esdl -n __fish_use_subcommand -f -a ${verb.name()} -d ${quoted(verb.description())}`,
      ...flagsOf(verb).map(({ long, argChoices, required, description }) => {
        const takes =
          argChoices !== undefined ? ` -x -a ${quoted(argChoices.join(" "))}` : required ? " -r" : "";
        return `complete -c esdl ${isThis} -l ${(long ?? "").slice(2)}${takes} -d ${quoted(description)}`;
      }),
      ...(own.length === 0 ? [] : [`complete -c esdl ${isThis} -f -a ${quoted(own.join(" "))}`]),
    ];
  });
  return `${lines.join("\n")}\n`;
}
