/** The mutation check for people: the mistakes that no scenario notices, in their source; and its ending, with the score. */
import type { MutantResult } from "@esdl/simulator";
import { visible, type Style } from "../../style.js";
import type { Ending } from "../../ending.js";
import { codeFrame, rangeOf } from "../frame.js";
import { count } from "../report.js";
import { summariseMutants, type MutationReport } from "./report.js";

export function mutationText(report: MutationReport, style: Style): string {
  const { mutants, passing } = report;
  if (passing === 0) return "";
  const survivors = byPlace(mutants.filter(({ status }) => status === "survived"));
  const uncovered = byPlace(mutants.filter(({ status }) => status === "notCovered"));
  return [
    ...survivors.map((results) => block(results, report, style)),
    ...(uncovered.length === 0 ? [] : [uncoveredBlock(uncovered, report, style)]),
  ]
    .map((text) => `${text}\n`)
    .join("");
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

/** What came of it all, with the score. */
export function mutated(
  { mutants, passing, others, milliseconds, least }: MutationReport,
  isTooLow: boolean,
): Ending {
  if (passing === 0)
    return {
      word: "Not mutated",
      tone: isTooLow ? "error" : "warning",
      facts: ["no scenario passes, so nothing could notice a mistake"],
    };
  const { killed, survived, notCovered, score } = summariseMutants(mutants);
  const counts = [
    [killed, "killed"],
    [survived, "survived"],
    [notCovered, "not covered"],
  ] as const;
  const left =
    others === 0 ? "" : ` ${count(others, "scenario")} did not pass on the model itself and noticed nothing.`;
  const asked = least === undefined ? "" : `; at least ${least} % was asked for`;
  return {
    word: "Mutated",
    tone: isTooLow ? "error" : "good",
    facts: [
      `${count(mutants.length, "mutant")} by ${count(passing, "scenario")}`,
      ...counts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`),
    ],
    since: performance.now() - milliseconds,
    next: `Score ${score} %${asked}.${left}`,
  };
}
