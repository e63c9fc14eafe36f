/** Findings as a comment on a pull request: a summary one takes in at a glance, details folded. Names are hostile. */
import type { Judged } from "@esdl/evolution";
import { markdownCode, markdownSentence, markdownText } from "@esdl/generator/escape";
import { type DiffReport, headings, named, order, standingOf, tally, touchesText } from "./report.js";

const signs = { fails: "❌", warns: "⚠️", suppressed: "🔕", passes: "✅" } as const;

export function markdown(report: DiffReport): string {
  const { findings } = report;
  const heading = findings.some(({ fails }) => fails)
    ? `${signs.fails} ESDL: breaking changes`
    : `${signs.passes} ESDL: no breaking change`;
  const parts = [`### ${heading}`, markdownText(tally(report)) + "."];
  if (findings.length > 0) parts.push(table(findings));
  let room = longest - parts.join("").length;
  for (const standing of order) {
    const own = findings.filter((finding) => standingOf(finding) === standing);
    if (own.length === 0 || standing === "passes") continue;
    const shown: string[] = [];
    for (const finding of own) {
      const one = details(finding);
      room -= one.length;
      if (room < 0) break;
      shown.push(one);
    }
    if (shown.length < own.length)
      shown.push(`${own.length - shown.length} more: ${markdownCode("esdl diff")} shows them.`);
    parts.push(
      `<details${standing === "fails" ? " open" : ""}><summary>${headings[standing]} (${own.length})</summary>`,
      shown.join("\n\n"),
      "</details>",
    );
  }
  return `${parts.join("\n\n")}\n`;
}

function table(findings: readonly Judged[]): string {
  const sorted = order.flatMap((standing) => findings.filter((finding) => standingOf(finding) === standing));
  const rows = sorted
    .slice(0, mostRows)
    .map(
      (finding) =>
        `| ${signs[standingOf(finding)]} | ${markdownCode(named(finding))} | ${markdownCode(finding.rule)} | ${finding.backward} | ${finding.forward} |`,
    );
  const rest = sorted.length > mostRows ? [`| | and ${sorted.length - mostRows} more | | | |`] : [];
  return ["| | what | rule | backward | forward |", "|--|--|--|--|--|", ...rows, ...rest].join("\n");
}

/** A comment holds 65,536 characters: rows of the table, and characters in all but for headings. */
const mostRows = 100;
const longest = 60_000;

function details(finding: Judged): string {
  const { rule, message, now, uses, action, clause, suppressed, fingerprint } = finding;
  const lines = [`**${markdownCode(named(finding))}** ${markdownCode(rule)}: ${markdownSentence(message)}.`];
  const item = (name: string, text: string): void => {
    lines.push(`- ${name}: ${text}`);
  };
  if (now !== undefined) item("at", markdownCode(`${now.file}:${now.range[0]}`));
  if (uses.length > 0) item("used in", uses.map(markdownCode).join(", "));
  const touches = touchesText(finding);
  if (touches !== "") item("touches", markdownText(touches));
  if (action !== undefined) item("do", markdownSentence(action));
  if (suppressed !== undefined) item(`suppressed until ${suppressed.until}`, markdownText(suppressed.reason));
  item("fingerprint", markdownCode(fingerprint));
  if (clause !== undefined) lines.push("", fenced(clause));
  return lines.join("\n");
}

/** No run of backticks inside is as long as the fence. */
function fenced(clause: string): string {
  const longest = Math.max(2, ...(clause.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}esdl\n${clause}\n${fence}`;
}
