/** Results for build servers: JUnit's XML, one suite for each file. */
import { style } from "../../style.js";
import type { Report } from "../report.js";
import { xmlDocument, type XmlElement } from "../xml.js";
import { failureBlock } from "./failure.js";
import { subjectOf, summariseTests, type TestedScenario, type TestReport } from "./report.js";

export function junit(report: TestReport): string {
  const suites = new Map<string, TestedScenario[]>();
  for (const tested of report.scenarios) {
    const suite = suites.get(tested.file) ?? [];
    suite.push(tested);
    suites.set(tested.file, suite);
  }
  return xmlDocument({
    name: "testsuites",
    attributes: { name: "esdl test", ...counts(report.scenarios), time: seconds(report.milliseconds) },
    content: [...suites].map(([file, scenarios]) => ({
      name: "testsuite",
      attributes: {
        name: file,
        ...counts(scenarios),
        time: seconds(scenarios.reduce((sum, { milliseconds }) => sum + milliseconds, 0)),
      },
      content: scenarios.map((tested) => testCase(tested, report)),
    })),
  });
}

/** A model with mistakes runs no scenario: each mistake is a test that could not be run. */
export function junitOfDiagnostics(report: Report): string {
  const errors = report.diagnostics.filter(({ severity }) => severity === "error");
  const counted = { tests: errors.length, failures: 0, errors: errors.length, skipped: 0 };
  return xmlDocument({
    name: "testsuites",
    attributes: { name: "esdl test", ...counted },
    content: [
      {
        name: "testsuite",
        attributes: { name: "esdl check", ...counted },
        content: errors.map(({ code, message, file, range }) => ({
          name: "testcase",
          attributes: { name: `${code}: ${message}`, classname: file, file, line: range.start.line },
          content: [{ name: "error", attributes: { message, type: code } }],
        })),
      },
    ],
  });
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

function counts(scenarios: readonly TestedScenario[]): Readonly<Record<string, number>> {
  const { failed, notYet } = summariseTests(scenarios);
  return { tests: scenarios.length, failures: failed, errors: 0, skipped: notYet };
}

function testCase(tested: TestedScenario, report: TestReport): XmlElement {
  const { file, line, result, milliseconds } = tested;
  return {
    name: "testcase",
    attributes: {
      name: result.scenario.name,
      classname: subjectOf(result),
      file,
      line,
      time: seconds(milliseconds),
    },
    content: outcome(tested, report),
  };
}

function outcome({ result }: TestedScenario, report: TestReport): readonly XmlElement[] {
  if (result.status === "notYet")
    return [{ name: "skipped", attributes: { message: result.reason ?? "not yet" } }];
  if (result.failure === undefined) return [];
  return [
    {
      name: "failure",
      attributes: { message: result.failure.message, type: "scenario" },
      content: failureBlock(result.failure, report, style(false)).join("\n"),
    },
  ];
}
