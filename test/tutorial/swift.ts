// A quick reader: calls the verbs of `esdl` in this process, and git. It has no second terminal, and leaves npm and curl out, but for what
// the first `npm start` compiles, which the pages quote.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { ioIn } from "../../cli/src/testing/call.js";
import { run } from "../../cli/src/main.js";
import { asTyped } from "../../cli/src/words.js";
import type { Desk } from "./follow.js";
import { gitSurroundings, readerIn, type Reader } from "./folder.js";

export function swiftReader(folder: string): Desk & Reader & { readonly compile: () => Promise<number> } {
  const reader = readerIn(folder);
  const runCommands: Desk["run"] = async (commands) => {
    const printed = { status: 0, output: "", isKnown: true };
    for (const line of commands.replaceAll("\\\n", " ").trim().split("\n")) {
      if (printed.status !== 0) break;
      await runLine(wordsOf(line), reader, printed);
    }
    return printed.isKnown ? printed : undefined;
  };
  return Object.assign(reader, { run: runCommands, compile: () => compiled(reader) });
}

interface Printed {
  status: number;
  output: string;
  /** Whether all of it was run and is the output. */
  isKnown: boolean;
}

async function runLine(
  [command, ...args]: readonly string[],
  reader: Reader,
  printed: Printed,
): Promise<void> {
  switch (command) {
    case "cd":
      reader.at = join(reader.at, args[0] ?? "");
      return;
    case "npx":
      return esdl(args.slice(1), reader, printed);
    case "git":
      printed.output += execFileSync("git", args, {
        cwd: reader.at,
        encoding: "utf8",
        env: { ...process.env, ...gitSurroundings },
      });
      return;
    case "npm":
      printed.isKnown = false;
      if (args[0] === "start" && reader.read("generated/package.json") === undefined) await compiled(reader);
      return;
    case "curl":
      printed.isKnown = false;
      return;
    default:
      throw new Error(`Nobody has told the test what to do with ${String(command)}.`);
  }
}

/** Compiles the model, and answers the exit status. */
async function compiled(reader: Reader): Promise<number> {
  const printed: Printed = { status: 0, output: "", isKnown: true };
  await esdl(["compile"], reader, printed);
  return printed.status;
}

async function esdl(args: readonly string[], reader: Reader, printed: Printed): Promise<void> {
  const texts = { out: "", err: "" };
  const io = ioIn(reader.at, texts);
  const out = (text: string): void => {
    printed.output += text;
  };
  // As it is said to somebody who called it by npx.
  const err = (text: string): void => {
    out(asTyped(text, { npm_config_user_agent: "npm/11" }));
  };
  printed.status = await run(args, { ...io, out, err });
}

/** The words of a command, as far as the tutorial quotes any. */
const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? "",
  );
