/** Findings for people: grouped by what is to be done, the gravest first, each with its place, its reason and its way out. */
import type { Judged } from "@esdl/evolution";
import { visible, type Style } from "../../style.js";
import { codeFrame, rangeOf } from "../frame.js";
import {
  type DiffReport,
  headings,
  named,
  order,
  standingOf,
  type Standing,
  touchesText,
  verdicts,
} from "./report.js";

export function text(report: DiffReport, style: Style): string {
  const groups = order.flatMap((standing) => {
    const own = report.findings.filter((finding) => standingOf(finding) === standing);
    return own.length === 0
      ? []
      : [
          `${style.strong(headings[standing])}\n`,
          ...own.map((finding) => block(finding, standing, report, style)),
        ];
  });
  return groups.map((group) => `${group}\n`).join("");
}

function block(finding: Judged, standing: Standing, report: DiffReport, style: Style): string {
  const paint = standing === "fails" ? style.error : standing === "warns" ? style.warning : style.good;
  const { rule, message, now, old, action, clause, uses, touches, fingerprint, suppressed } = finding;
  const lines = [`${paint(rule)} ${style.strong(visible(named(finding)))}: ${visible(message)}`];
  const source = now === undefined ? undefined : report.sources.get(now.file);
  if (now !== undefined) {
    lines.push(`  ${style.faint("at")} ${visible(now.file)}:${now.range[0]}:${now.range[1]}${before(old)}`);
    if (source !== undefined && standing !== "passes")
      lines.push(codeFrame(source, rangeOf([0, ...now.range]), style, paint));
  }
  lines.push(`  ${style.faint(verdicts(finding) + (finding.enforced ? ", in every mode" : ""))}`);
  if (standing === "passes") return `${lines.join("\n")}\n`;
  if (uses.length > 0) lines.push(`  ${style.faint("used in")} ${visible(uses.join(", "))}`);
  if (touches.length > 0) lines.push(`  ${style.faint("touches")} ${visible(touchesText(finding))}`);
  if (action !== undefined) lines.push(`  ${style.good("do")}: ${visible(action)}`);
  if (clause !== undefined)
    lines.push(`  ${style.good("write")}:\n${visible(clause.replace(/^/gm, "    "))}`);
  if (suppressed !== undefined)
    lines.push(`  ${style.faint(`suppressed until ${suppressed.until}`)}: ${visible(suppressed.reason)}`);
  else lines.push(`  ${style.faint(`fingerprint ${fingerprint}`)}`);
  return `${lines.join("\n")}\n`;
}

const before = (old: Judged["old"]): string =>
  old === undefined ? "" : visible(`, was at ${old.file}:${old.range[0]}`);
