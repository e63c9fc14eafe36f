/** What is said of a call that ended in an error, and how commands are written for the person who made the call. */
import { sep } from "node:path";
import { UsageError, type Io } from "./io.js";
import { style, visible } from "./style.js";
import { isSystemError, reasonOf } from "./system-errors.js";

/** Says it, and answers true; false for a mistake of ours, of which there is nothing to say but its stack. */
export function complain(error: unknown, io: Pick<Io, "cwd" | "colour" | "err">): boolean {
  const said = wordsOf(error);
  if (said === undefined) return false;
  io.err(`${style(io.colour).error("esdl")}: ${visible(fromHere(said, io.cwd))}\n`);
  return true;
}

/** A call that was wrong, or that the system refused. */
function wordsOf(error: unknown): string | undefined {
  if (error instanceof UsageError) return error.message;
  return isSystemError(error) ? `${error.path ?? "This"} cannot be used: ${reasonOf(error)}.` : undefined;
}

/** Files below the working directory are named from there. */
const fromHere = (text: string, cwd: string): string =>
  text.replaceAll(cwd.endsWith(sep) ? cwd : cwd + sep, "");

/** Who called `esdl` through npm may not have it on the path: there, commands are written as `npx esdl …`. */
export const asTyped = (text: string, env: Readonly<Record<string, string | undefined>>): string =>
  (env["npm_config_user_agent"] ?? "").startsWith("npm/") ? text.replaceAll("`esdl ", "`npx esdl ") : text;
