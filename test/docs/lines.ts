// Command lines as the documentation writes them: one a line, or several joined by `&&`; with comments, variables before them,
// and a file that takes their output.

export interface Line {
  readonly words: readonly string[];
  /** As it is written, without its comment. */
  readonly text: string;
  /** The file that standard output goes to. */
  readonly into?: string;
}

export function linesOf(commands: string): readonly Line[] {
  return commands
    .replaceAll("\\\n", " ")
    .split("\n")
    .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
    .flatMap((line) => line.split(" && "))
    .filter((line) => line !== "")
    .map(lineOf);
}

function lineOf(text: string): Line {
  const [, command = "", into] = /^(.*?)(?: > (\S+))?$/.exec(text) ?? [];
  const words = [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)]
    .map(([, double, single, bare]) => double ?? single ?? bare ?? "")
    .filter(
      (word, at, all) => !(/^[A-Z_]+=/.test(word) && all.slice(0, at).every((one) => /^[A-Z_]+=/.test(one))),
    );
  return { words, text, ...(into === undefined ? {} : { into }) };
}
