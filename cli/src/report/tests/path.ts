/** The way of a command through its guards, with the values that were compared, and the state it met. */
import type { CommandTrace, ComparedSides, PathStep } from "@esdl/simulator";
import { visible, type Style } from "../../style.js";
import type { TestReport } from "./report.js";

/** Longer texts are cut: what is shown is a line, not a dump. */
const longest = 100;

export function commandPath(trace: CommandTrace, report: TestReport, style: Style): readonly string[] {
  const name = trace.command.slice(trace.command.lastIndexOf(".") + 1);
  return [
    `${style.strong(visible(name))}${style.faint(" with ")}${valueText(trace.input)}`,
    ...stateLines(trace, style),
    ...trace.path.map((step) => `  ${stepText(step, report, style)}`),
    `  ${outcomeText(trace, style)}`,
  ];
}

function stateLines({ before }: CommandTrace, style: Style): readonly string[] {
  if (before === undefined) return [style.faint("  it does not exist yet")];
  const fields =
    typeof before === "object" && before !== null && !Array.isArray(before) ? Object.entries(before) : [];
  const widest = Math.max(0, ...fields.map(([field]) => field.length));
  return [
    style.faint("  state"),
    ...fields.map(([field, value]) => `    ${visible(field).padEnd(widest)}  ${valueText(value)}`),
  ];
}

function stepText(step: PathStep, report: TestReport, style: Style): string {
  const { kind, depth, holds, comparisons = [], value, detail } = step;
  const mark = holds === undefined ? style.faint("·") : holds ? style.good("✓") : style.error("✗");
  const parts = [
    ...comparisons.map(comparisonText),
    ...(value === undefined ? [] : [valueText(value)]),
    ...(detail === undefined ? [] : [visible(detail)]),
  ];
  const values = parts.length === 0 ? "" : style.faint(`  ${parts.join("; ")}`);
  const [, line] = step.span;
  return `${"  ".repeat(depth)}${mark} ${style.faint(`${line}:`)} ${written(step, report) ?? kind}${values}`;
}

/** What is judged without being written: the name of the command is all that the span shows. */
const unwritten: ReadonlySet<PathStep["kind"]> = new Set([
  "input",
  "existence",
  "status",
  "event",
  "invariant",
]);
const words: Readonly<Partial<Record<PathStep["kind"], string>>> = {
  input: "the parameters are valid",
  existence: "it exists, or does not, as the command needs",
  status: "it is in a status that the command allows",
  event: "the fields of the event are valid",
  invariant: "the new state keeps the rules",
};

/** The first line of what stands in the source. */
function written({ kind, span }: PathStep, report: TestReport): string | undefined {
  if (unwritten.has(kind)) return words[kind];
  const [file, startLine, startColumn, endLine, endColumn] = span;
  const line = report.sources.get(report.files[file] ?? "")?.split(/\r\n|\r|\n/)[startLine - 1];
  if (line === undefined) return undefined;
  const text = line.slice(startColumn - 1, endLine === startLine ? endColumn - 1 : undefined).trim();
  // What stands in the braces follows with steps of its own.
  const head = kind === "if" || kind === "for" ? text.replace(/\s*\{[^{}]*\}?\s*$/, "") : text;
  return cut(visible(head));
}

const comparisonText = ({ op, leftText, rightText, left, right, holds }: ComparedSides): string => {
  const side = (text: string, value: typeof left): string => {
    const shown = op === "matches" && value === undefined ? undefined : valueText(value);
    return shown === undefined || shown === visible(text) ? visible(text) : `${visible(text)} = ${shown}`;
  };
  return `${side(leftText, left)} ${holds ? op : `not ${op}`} ${side(rightText, right)}`;
};

function outcomeText({ outcome }: CommandTrace, style: Style): string {
  if (outcome.kind === "rejected") {
    const { type, message, data } = outcome.rejection;
    const name = type.slice(type.lastIndexOf(".") + 1);
    const fields = isEmpty(data) ? "" : ` ${valueText(data)}`;
    return `${style.error("→")} rejected ${visible(name)}${fields}${style.faint(`  ${visible(message)}`)}`;
  }
  const events = outcome.events.map(
    ({ event, data }) => `${visible(event.slice(event.lastIndexOf(".") + 1))} ${valueText(data)}`,
  );
  return `${style.good("→")} accepted, ${events.length === 0 ? "without events" : cut(events.join(", "))}`;
}

const isEmpty = (data: unknown): boolean =>
  typeof data !== "object" || data === null || Object.keys(data).length === 0;

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

/** A value in its JSON form, names without quotes. */
export const valueText = (value: unknown): string => cut(visible(jsonText(value)).replaceAll("\n", "⏎"));

function jsonText(value: unknown): string {
  if (value === undefined) return "none";
  if (Array.isArray(value)) return `[${value.map(jsonText).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${name}: ${jsonText(member)}`);
  return `{ ${members.join(", ")} }`.replace("{  }", "{}");
}
