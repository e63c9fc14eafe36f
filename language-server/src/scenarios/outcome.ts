/** From what the simulator found to what an editor shows. */
import type { Model, ScenarioDecl, Span } from "@esdl/language/model";
import type { Failure, Line, ScenarioResult } from "@esdl/simulator";
import type { Range } from "vscode-languageserver";
import type { ScenarioOutcome } from "./messages.js";

export const placeOf = (
  { files }: Pick<Model, "files">,
  { name, span }: ScenarioDecl,
): Omit<ScenarioOutcome, "status"> => ({ path: files[span[0]] ?? "", name, range: rangeOfSpan(span) });

export function outcomeOf(
  model: Pick<Model, "files">,
  { scenario, status, reason, failure }: ScenarioResult,
): ScenarioOutcome {
  const place = placeOf(model, scenario);
  if (status === "notYet")
    return { ...place, status: "skipped", ...(reason === undefined ? {} : { message: reason }) };
  if (failure === undefined) return { ...place, status: "passed" };
  const { expected, actual } = failure;
  return {
    ...place,
    status: "failed",
    message: told(failure),
    failureRange: rangeOfSpan(failure.span),
    ...(expected === undefined ? {} : { expected: expected.map(({ text }) => text) }),
    ...(actual === undefined ? {} : { actual: actual.map(({ text }) => text) }),
  };
}

const rangeOfSpan = ([, startLine, startColumn, endLine, endColumn]: Span): Range => ({
  start: { line: startLine - 1, character: startColumn - 1 },
  end: { line: endLine - 1, character: endColumn - 1 },
});

/** What is wrong on the first line; below it what to do, and both sides of what was compared. */
const told = ({ message, help, expected, actual }: Failure): string =>
  [
    message,
    ...(help === undefined ? [] : [help]),
    ...(expected === undefined ? [] : ["", "expected", ...expected.map(lineText)]),
    ...(actual === undefined ? [] : ["", "actual", ...actual.map(lineText)]),
  ].join("\n");

const lineText = ({ text, matches }: Line): string => `${matches ? "  " : "≠ "}${text}`;
