/** One call of `esdl`: its edges are a process's, or a test's; what it can be told stands in `program.ts`. */
import { CommanderError } from "commander";
import { createInterface } from "node:readline";
import { exit, Interrupted, type Exit, type Io } from "./io.js";
import { programOf } from "./program.js";
import { asTyped, complain } from "./words.js";

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
    // Help that was asked for is fine; a call without a verb is shown help instead.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.ok : exit.usage;
    if (error instanceof Interrupted) return exit.interrupted;
    if (complain(error, io)) return exit.usage;
    throw error;
  }
}

function ioOf(process: NodeJS.Process, signal: AbortSignal): Io {
  const coloured = (stream: NodeJS.WriteStream): boolean =>
    stream.isTTY && (process.env["NO_COLOR"] ?? "") === "";
  const io: Io = {
    cwd: process.cwd(),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(asTyped(text, process.env)),
    colour: coloured(process.stderr),
    colourOut: coloured(process.stdout),
    interactive: process.stderr.isTTY && process.env["TERM"] !== "dumb",
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
