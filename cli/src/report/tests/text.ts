/** Results for people: every failure with what led to it, and what was not run. */
import { visible, type Style } from "../../style.js";
import { failureBlock } from "./failure.js";
import { subjectOf, type TestedScenario, type TestReport } from "./report.js";

export function testText(report: TestReport, style: Style): string {
  const { scenarios } = report;
  const failures = scenarios.flatMap(({ result }) =>
    result.failure === undefined
      ? []
      : [
          [
            `${style.error("failed")}: ${style.strong(visible(result.scenario.name))} ${style.faint(`(${subjectOf(result)})`)}`,
            ...failureBlock(result.failure, report, style),
            "",
          ].join("\n"),
        ],
  );
  return [...failures, ...waiting(scenarios, style)].map((block) => `${block}\n`).join("");
}

/** Scenarios that were not run, by the reason. */
function waiting(scenarios: readonly TestedScenario[], style: Style): readonly string[] {
  const reasons = new Map<string, TestedScenario[]>();
  for (const tested of scenarios) {
    if (tested.result.status !== "notYet") continue;
    const reason = tested.result.reason ?? "";
    reasons.set(reason, [...(reasons.get(reason) ?? []), tested]);
  }
  return [...reasons].map(([reason, those]) =>
    [
      `${style.warning("not yet")}: ${visible(reason)}`,
      ...those.map(({ file, line, result }) => `  ${visible(file)}:${line} ${visible(result.scenario.name)}`),
      "",
    ].join("\n"),
  );
}
