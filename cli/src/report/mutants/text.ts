/** The mutation check for people: the mistakes that no scenario notices, in their source, then the score. */
import type { MutantResult } from "@esdl/simulator";
import { visible, type Style } from "../../style.js";
import { codeFrame, rangeOf } from "../frame.js";
import { count } from "../report.js";
import { timeText } from "../tests/report.js";
import { summariseMutants, type MutationReport } from "./report.js";

export function mutationText(report: MutationReport, style: Style): string {
  const { mutants, passing } = report;
  if (passing === 0)
    return `${style.warning("No scenario passes")}: there is nothing that could notice a mistake.\n`;
  const survivors = byPlace(mutants.filter(({ status }) => status === "survived"));
  const uncovered = byPlace(mutants.filter(({ status }) => status === "notCovered"));
  return [
    ...survivors.map((results) => block(results, report, style)),
    ...(uncovered.length === 0 ? [] : [uncoveredBlock(uncovered, report, style)]),
    `${tally(report, style)}\n`,
  ].join("\n");
}

/** Several mistakes in one place share its frame. */
function byPlace(mutants: readonly MutantResult[]): readonly (readonly MutantResult[])[] {
  const places = new Map<string, MutantResult[]>();
  for (const result of mutants) {
    const place = JSON.stringify(result.mutant.span);
    const those = places.get(place) ?? [];
    those.push(result);
    places.set(place, those);
  }
  return [...places.values()];
}

/** A place where scenarios come by and notice nothing: with its source. */
function block(results: readonly MutantResult[], report: MutationReport, style: Style): string {
  const [first] = results;
  if (first === undefined) return "";
  const { file, range } = placeOf(first, report);
  return [
    ...results.map((result) => `${style.error("survived")}: ${changeText(result, style)}`),
    `  ${style.faint("at")} ${visible(file)}:${range.start.line}:${range.start.column}`,
    codeFrame(report.sources.get(file) ?? "", firstLine(range), style, style.error),
    "",
  ].join("\n");
}

/** Places where no scenario comes by, in short: there is one thing to do about all mistakes in one of them. */
function uncoveredBlock(
  places: readonly (readonly MutantResult[])[],
  report: MutationReport,
  style: Style,
): string {
  const rows = places.flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { file, range } = placeOf(first, report);
    const more = others.length === 0 ? "" : style.faint(` and ${others.length} more`);
    return [`  ${visible(file)}:${range.start.line} ${changeText(first, style)}${more}`];
  });
  return [`${style.warning("not covered")}: no scenario comes to`, ...rows, ""].join("\n");
}

const placeOf = ({ mutant: { span } }: MutantResult, { files }: MutationReport) => ({
  file: files[span[0]] ?? "",
  range: rangeOf(span),
});

const changeText = ({ mutant: { from, to } }: MutantResult, style: Style): string =>
  `${shown(from)} ${style.faint("→")} ${to === undefined ? "left out" : shown(to)}`;

/** Longer texts are cut: the source stands below. */
const longest = 100;

function shown(text: string): string {
  const line = visible(text).replaceAll("\n", "⏎");
  return `\`${line.length > longest ? `${line.slice(0, longest - 1)}…` : line}\``;
}

/** A clause may be long; where it begins is enough. */
const firstLine = (range: ReturnType<typeof rangeOf>): ReturnType<typeof rangeOf> =>
  range.end.line === range.start.line
    ? range
    : { start: range.start, end: { line: range.start.line, column: range.start.column + 1 } };

function tally({ mutants, passing, others, milliseconds, least }: MutationReport, style: Style): string {
  const { killed, survived, notCovered, score } = summariseMutants(mutants);
  const parts = [
    style.good(`${killed} killed`),
    ...(survived > 0 ? [style.error(`${survived} survived`)] : []),
    ...(notCovered > 0 ? [style.warning(`${notCovered} not covered`)] : []),
  ];
  const left =
    others === 0 ? "" : `; ${count(others, "other")} did not pass on the model itself and notice nothing`;
  const asked = least === undefined ? "" : ` (at least ${least} % was asked for)`;
  const paint = least !== undefined && score < least ? style.error : style.strong;
  return [
    `${count(mutants.length, "mutant")}: ${parts.join(", ")} ${style.faint(`by ${count(passing, "scenario")} in ${timeText(milliseconds)}`)}${left}.`,
    `${paint(`Score ${score} %`)}${asked}.`,
  ].join("\n");
}
