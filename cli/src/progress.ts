/** One line on a terminal that says how far long work is; nothing where there is no terminal, or for short work. */
import type { Io } from "./io.js";
import { count } from "./report/report.js";
import type { Sources } from "./sources.js";

export interface Progress {
  readonly update: (done: number, total: number) => void;
  readonly done: () => void;
}

/** Work that takes less is not worth a line. */
const quietMs = 300;
const width = 24;

export function progress(io: Io, what: string): Progress {
  const began = Date.now();
  let shown = false;
  return {
    update: (done, total) => {
      if (!io.interactive || Date.now() - began < quietMs) return;
      const filled = total === 0 ? width : Math.round((done / total) * width);
      io.err(`\r${what} ${"█".repeat(filled)}${"░".repeat(width - filled)} ${done}/${total} `);
      shown = true;
    },
    done: () => {
      if (shown) io.err("\r\u001b[K");
    },
  };
}

/** From this many letters on, checking a model takes about a second. */
const large = 200_000;

/** Says that a model is being checked, while it is, where that takes long; nobody knows how far it is. */
export function working<Result>(io: Io, { files }: Pick<Sources, "files">, check: () => Result): Result {
  const isLong = io.interactive && files.reduce((sum, { text }) => sum + text.length, 0) >= large;
  if (isLong) io.err(`Checking ${count(files.length, "file")} … `);
  const result = check();
  if (isLong) io.err("\r\u001b[K");
  return result;
}
