/** Calls of the command line in tests: in a folder that goes away, with what it printed. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Io } from "../io.js";
import { run } from "../main.js";

export interface Called {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export interface Folder {
  readonly path: string;
  readonly write: (files: Readonly<Record<string, string>>) => void;
  /** Runs `esdl …` there. */
  readonly esdl: (...args: readonly string[]) => Promise<Called>;
  /** The same with something on standard input. */
  readonly pipe: (input: string, ...args: readonly string[]) => Promise<Called>;
  readonly remove: () => void;
}

/** A fresh folder with these files. */
export function folderWith(files: Readonly<Record<string, string>>): Folder {
  const path = mkdtempSync(join(tmpdir(), "esdl-cli-"));
  const write: Folder["write"] = (texts) => {
    for (const [name, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), text);
    }
  };
  write(files);
  const pipe: Folder["pipe"] = async (input, ...args) => {
    const printed = { out: "", err: "" };
    const status = await run(args, ioIn(path, printed, undefined, input));
    return { status, ...printed };
  };
  return {
    path,
    write,
    esdl: (...args) => pipe("", ...args),
    pipe,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** The edges of a call that nobody watches. */
export function ioIn(
  cwd: string,
  printed: { out: string; err: string },
  signal: Io["signal"] = new AbortController().signal,
  input = "",
): Io {
  return {
    cwd,
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
    colour: false,
    colourOut: false,
    interactive: false,
    input: () => Promise.resolve(input),
    signal,
  };
}
