/** What went wrong in a scenario: where, what was expected and what came, and how the command got there. */
import type { Failure } from "@esdl/simulator";
import { visible, type Style } from "../../style.js";
import { codeFrame, rangeOf } from "../frame.js";
import { comparison } from "./comparison.js";
import { commandPath } from "./path.js";
import type { TestReport } from "./report.js";

export function failureBlock(failure: Failure, report: TestReport, style: Style): readonly string[] {
  const { span, message, help, expected, actual, command } = failure;
  const file = report.files[span[0]] ?? "";
  const range = rangeOf(span);
  return [
    `  ${style.faint("at")} ${visible(file)}:${range.start.line}:${range.start.column}`,
    codeFrame(report.sources.get(file) ?? "", range, style, style.error),
    `  ${style.strong(visible(message))}`,
    ...(help === undefined ? [] : [`  ${style.good("help")}: ${visible(help)}`]),
    ...(expected === undefined && actual === undefined
      ? []
      : ["", ...comparison(expected ?? [], actual ?? [], style).map((line) => `  ${line}`)]),
    ...(command === undefined ? [] : ["", ...commandPath(command, report, style).map((line) => `  ${line}`)]),
  ];
}
