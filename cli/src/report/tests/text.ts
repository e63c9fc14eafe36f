/** Results for people: every failure with what led to it, then one line that counts. */
import { visible, type Style } from "../../style.js";
import { count } from "../report.js";
import { failureBlock } from "./failure.js";
import { subjectOf, summariseTests, timeText, type TestedScenario, type TestReport } from "./report.js";

export function testText(report: TestReport, style: Style): string {
  const { scenarios } = report;
  if (scenarios.length === 0) return "No scenarios: the model has none.\n";
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
  return [...failures, ...waiting(scenarios, style), `${tally(report, style)}\n`].join("\n");
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

function tally({ scenarios, milliseconds }: TestReport, style: Style): string {
  const { passed, failed, notYet } = summariseTests(scenarios);
  const parts = [
    ...(failed > 0 ? [style.error(`${failed} failed`)] : []),
    ...(passed > 0 || failed + notYet === 0 ? [style.good(`${passed} passed`)] : []),
    ...(notYet > 0 ? [style.warning(`${notYet} not yet`)] : []),
  ];
  return `${count(scenarios.length, "scenario")}: ${parts.join(", ")} ${style.faint(`in ${timeText(milliseconds)}`)}.`;
}
