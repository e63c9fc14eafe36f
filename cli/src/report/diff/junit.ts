/** Findings for build servers: JUnit's XML, a test for each. */
import { xmlDocument, type XmlElement } from "../xml.js";
import { type DiffReport, named, standingOf, summariseDiff, touchesText, verdicts } from "./report.js";
import type { Judged } from "@esdl/evolution";

export function junit(report: DiffReport): string {
  const { findings, failing, suppressed } = summariseDiff(report);
  const counts = { tests: Math.max(1, findings), failures: failing, errors: 0, skipped: suppressed };
  const nothing: XmlElement = {
    name: "testcase",
    attributes: { name: `no change since ${report.against}`, classname: "esdl diff" },
  };
  return xmlDocument({
    name: "testsuites",
    attributes: { name: "esdl diff", ...counts },
    content: [
      {
        name: "testsuite",
        attributes: { name: `since ${report.against}, mode ${report.mode}`, ...counts },
        content: findings === 0 ? [nothing] : report.findings.map(testCase),
      },
    ],
  });
}

function testCase(finding: Judged): XmlElement {
  return {
    name: "testcase",
    attributes: {
      name: `${finding.rule} ${named(finding)}`,
      classname: finding.subject,
      file: finding.now?.file,
      line: finding.now?.range[0],
    },
    content: outcome(finding),
  };
}

function outcome(finding: Judged): readonly XmlElement[] {
  const { message, rule, suppressed, action, clause, fingerprint } = finding;
  const standing = standingOf(finding);
  if (standing === "suppressed")
    return [
      {
        name: "skipped",
        attributes: { message: `${suppressed?.reason ?? ""} (until ${suppressed?.until ?? ""})` },
      },
    ];
  const detail = [
    verdicts(finding),
    touchesText(finding),
    action ?? "",
    clause ?? "",
    `fingerprint ${fingerprint}`,
  ]
    .filter((line) => line !== "")
    .join("\n");
  if (standing === "fails")
    return [{ name: "failure", attributes: { message, type: rule }, content: detail }];
  return [{ name: "system-out", attributes: {}, content: `${message}\n${detail}` }];
}
