/** Tells the editor how a scenario went. */
import { Location, type TestItem, TestMessage, type TestRun } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { TestedScenario } from "../protocol.js";
import { toldOf } from "./plan.js";

export function report(
  run: TestRun,
  item: TestItem,
  result: TestedScenario,
  { protocol2CodeConverter: from }: Pick<LanguageClient, "protocol2CodeConverter">,
): void {
  if (result.status === "passed") {
    run.passed(item);
    return;
  }
  if (result.status === "skipped") {
    if (result.message !== undefined) run.appendOutput(`${result.message}\r\n`, undefined, item);
    run.skipped(item);
    return;
  }
  const { text, sides } = toldOf(result);
  const message =
    sides === undefined ? new TestMessage(text) : TestMessage.diff(text, sides.expected, sides.actual);
  message.location = new Location(from.asUri(result.uri), from.asRange(result.failureRange ?? result.range));
  run.failed(item, message);
}
