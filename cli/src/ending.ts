/** The last line of a verb, on standard error: what was done, with its counts and the time it took, and what to do next. */
import type { Io } from "./io.js";
import { timeText } from "./report/tests/report.js";
import { style, type Style } from "./style.js";

export interface Ending {
  /** What was done, in a word or two: `Compiled`, `Not compiled`. */
  readonly word: string;
  readonly tone: "good" | "warning" | "error";
  /** To whom or what, and how much of it. */
  readonly facts: readonly string[];
  /** When the work began, by `performance.now()`; absent where the time says nothing. */
  readonly since?: number;
  /** What to do next, in sentences. */
  readonly next?: string | undefined;
}

export function ending(io: Pick<Io, "err" | "colour">, said: Ending): void {
  io.err(endingText(said, style(io.colour)));
}

export function endingText({ word, tone, facts, since, next }: Ending, paint: Style): string {
  const time = since === undefined ? "" : paint.faint(`, in ${timeText(performance.now() - since)}`);
  const rest = next === undefined || next === "" ? "" : ` ${next}`;
  return `${paint[tone](word)}: ${facts.join(", ")}${time}.${rest}\n`;
}
