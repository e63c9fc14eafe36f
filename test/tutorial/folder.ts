// The folder that the tutorial is followed in, and where the reader stands in it.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Desk } from "./follow.js";

/** A reader in a folder; `at` is where `cd` has led. */
export interface Reader extends Pick<Desk, "read" | "write" | "files"> {
  at: string;
}

export function readerIn(folder: string): Reader {
  const reader: Reader = {
    at: folder,
    read: (path) => {
      const file = join(reader.at, path);
      return existsSync(file) ? readFileSync(file, "utf8") : undefined;
    },
    write: (path, text) => {
      const file = join(reader.at, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    },
    files: () => textsUnder(reader.at),
  };
  return reader;
}

function* textsUnder(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (["node_modules", ".git", "dist"].includes(entry.name)) continue;
    if (entry.isDirectory()) yield* textsUnder(path);
    else if (/\.(?:esdl|ts|json|yml|lock)$/.test(entry.name)) yield readFileSync(path, "utf8");
  }
}

/** Git of somebody who has said who they are, whatever this machine says of them. */
export const gitSurroundings: Readonly<Record<string, string>> = {
  GIT_AUTHOR_NAME: "Reader",
  GIT_AUTHOR_EMAIL: "reader@example.org",
  GIT_COMMITTER_NAME: "Reader",
  GIT_COMMITTER_EMAIL: "reader@example.org",
  GIT_CONFIG_GLOBAL: process.platform === "win32" ? "NUL" : "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
};
