/** What can be folded away: by the words of a text alone, so that half-typed files fold too. */
import { type FoldingRange, FoldingRangeKind } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type SourceToken, tokensOf } from "@esdl/language/editing";

const closing: Readonly<Record<string, string>> = { "{": "}", "(": ")", "[": "]" };

/** A line that a fold begins or ends with: `// #region Payments`. */
const region = /^\/\/\s*#(region|endregion)\b/;

export function foldingRanges(document: TextDocument): FoldingRange[] {
  const tokens = tokensOf(document.getText());
  const lineOf = (offset: number): number => document.positionAt(offset).line;
  return [
    ...brackets(tokens, lineOf),
    ...comments(tokens, lineOf),
    ...regions(tokens, lineOf),
    ...uses(tokens, lineOf),
  ];
}

type LineOf = (offset: number) => number;

/** The line of the closing bracket stays. A bracket that is missing takes no others with it. */
function brackets(tokens: readonly SourceToken[], lineOf: LineOf): FoldingRange[] {
  const open: SourceToken[] = [];
  const folds = new Map<number, FoldingRange>();
  for (const token of tokens) {
    if (token.kind !== "operator") continue;
    if (closing[token.text] !== undefined) open.push(token);
    const index = open.findLastIndex(({ text }) => closing[text] === token.text);
    if (index < 0) continue;
    const [begin] = open.splice(index);
    if (begin === undefined) continue;
    const [startLine, endLine] = [lineOf(begin.start), lineOf(token.start) - 1];
    // Of those that begin on one line, the longest.
    if (endLine > startLine && (folds.get(startLine)?.endLine ?? 0) < endLine)
      folds.set(startLine, { startLine, endLine });
  }
  return [...folds.values()].sort((a, b) => a.startLine - b.startLine);
}

/** Comments of several lines, and those that follow each other line by line. */
function comments(tokens: readonly SourceToken[], lineOf: LineOf): FoldingRange[] {
  const folds: FoldingRange[] = [];
  let run: { startLine: number; endLine: number; kind: string } | undefined;
  const end = (): void => {
    if (run !== undefined && run.endLine > run.startLine)
      folds.push({ startLine: run.startLine, endLine: run.endLine, kind: FoldingRangeKind.Comment });
    run = undefined;
  };
  let lastLine = -1;
  for (const { kind, text, start, end: stop } of tokens) {
    const isComment = (kind === "comment" || kind === "doc") && !region.test(text);
    const startLine = lineOf(start);
    if (isComment && startLine > lastLine) {
      if (run?.kind !== kind || startLine !== run.endLine + 1 || text.startsWith("/*")) end();
      run ??= { startLine, endLine: startLine, kind };
      run.endLine = lineOf(stop);
    } else if (!isComment) end();
    lastLine = lineOf(stop);
  }
  end();
  return folds;
}

function regions(tokens: readonly SourceToken[], lineOf: LineOf): FoldingRange[] {
  const open: number[] = [];
  const folds: FoldingRange[] = [];
  for (const { kind, text, start } of tokens) {
    const mark = kind === "comment" ? region.exec(text)?.[1] : undefined;
    if (mark === "region") open.push(lineOf(start));
    const startLine = mark === "endregion" ? open.pop() : undefined;
    if (startLine !== undefined)
      folds.push({ startLine, endLine: lineOf(start), kind: FoldingRangeKind.Region });
  }
  return folds;
}

/** The contexts that a file uses, where they stand on several lines at its top. */
function uses(tokens: readonly SourceToken[], lineOf: LineOf): FoldingRange[] {
  const words = tokens.filter(({ kind }) => kind !== "comment" && kind !== "doc");
  if (words[0]?.text !== "context" || words[2]?.text !== "uses") return [];
  let last = 2;
  // Names, commas, `as`, and the words after it; another `uses` goes on.
  for (let at = 3; at < words.length; at++) {
    const { text, kind } = words[at] ?? { text: "", kind: "unknown" };
    const goesOn = text === "," || text === "as" || text === "uses";
    const before = words[at - 1]?.text;
    if (!goesOn && kind !== "name" && !(before === "as" || before === "uses" || before === ",")) break;
    last = at;
  }
  const [startLine, endLine] = [lineOf(words[2].start), lineOf(words[last]?.start ?? 0)];
  return endLine > startLine ? [{ startLine, endLine, kind: FoldingRangeKind.Imports }] : [];
}
