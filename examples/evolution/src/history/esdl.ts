// Calling the command line, as a person would in this folder.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The folder of the example, from `src/history` as from `dist/history`. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

export interface Answer {
  readonly status: number;
  /** The result, from standard output. What it had to say besides, and how long it took, is on standard error. */
  readonly text: string;
}

/** `esdl …` in a folder. */
export type Esdl = (args: readonly string[], cwd: string) => Promise<Answer>;

/** By the command that npm puts on the path of every script. */
export const esdl: Esdl = (args, cwd) =>
  new Promise((resolve, reject) => {
    const shell = process.platform === "win32";
    execFile("esdl", args, { cwd, shell }, (error, stdout) => {
      const status = error === null ? 0 : error.code;
      if (typeof status === "number") resolve({ status, text: stdout });
      else reject(new Error(`esdl ${args.join(" ")}`, { cause: error }));
    });
  });
