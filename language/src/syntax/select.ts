/** Makes the problems of a damaged file from all that its repair came upon: one for each mistake. */
import type { BlockKind, Misplaced } from "./blocks.js";
import { memberWords } from "./blocks.js";
import type { Failure } from "./messages.js";
import { describe, found } from "./messages.js";
import { removing, replacing, type SyntaxFix } from "./fixes.js";
import { closest } from "./nearest.js";
import { problem, type SyntaxProblem } from "./problem.js";
import { lines } from "./recover.js";
import type { BracketProblem } from "./structure.js";
import { beginsDeclaration } from "./structure.js";
import type { Token } from "./tokens.js";
import { isWordKeyword } from "./tokens.js";
import { declarationWords } from "./words.js";

export interface Findings {
  /** The tokens as they were written. */
  readonly tokens: readonly Token[];
  readonly lexical: readonly SyntaxProblem[];
  readonly brackets: readonly BracketProblem[];
  readonly misplaced: readonly Misplaced[];
  readonly failures: readonly Failure[];
}

/** Sorted by place. */
export function select({ tokens, lexical, brackets, misplaced, failures }: Findings): SyntaxProblem[] {
  if (lexical.length + brackets.length + misplaced.length + failures.length === 0) return [];
  // What is found later on a line that has a failure already is its echo, even if it stands further left.
  const lineOf = lines(tokens);
  const failed = new Set<Token>();
  const first = failures.filter(({ before, token }) => {
    const at = before ?? token;
    const line = at === undefined ? undefined : lineOf.get(at);
    if (line === undefined) return true;
    const isEcho = failed.has(line);
    failed.add(line);
    return !isEcho;
  });
  const problems = [
    ...lexical,
    ...first.map(describe),
    ...misplaced.map(describeMisplaced),
    ...brackets.flatMap(describeBracket),
  ];
  if (problems.length === 0) return problems;
  return onePerLine(withoutStrays(problems, tokens), tokens).sort(
    (a, b) => a.start - b.start || a.end - b.end,
  );
}

const whereWords: Readonly<Record<BlockKind, string>> = {
  file: "a file",
  aggregate: "an aggregate",
  saga: "a saga",
  step: "a step",
  scenario: "a scenario",
  shape: "a shape",
  other: "a block",
};

function describeMisplaced({ token, block }: Misplaced): SyntaxProblem {
  const end = token.startOffset + token.image.length;
  const words = [...(memberWords[block] ?? fileWords)];
  if (words.includes(token.image)) {
    return problem("ESDL1001", { expected: `a declaration after \`${token.image}\`` }, end, end);
  }
  const meant = isWordKeyword(token.tokenType) ? undefined : closest(token.image, words);
  const params = { found: found(token), where: whereWords[block], words };
  const fixes = meant === undefined ? [] : [replacing(token.startOffset, end, meant)];
  return problem(
    "ESDL1012",
    meant === undefined ? params : { ...params, meant },
    token.startOffset,
    end,
    fixes,
  );
}

const fileWords: readonly string[] = [
  ...declarationWords,
  "external",
  "scenario",
  "public",
  "context",
  "uses",
];

function describeBracket(bracket: BracketProblem): SyntaxProblem[] {
  const { at } = bracket;
  switch (bracket.kind) {
    case "unclosed": {
      const { opener, closer } = bracket;
      const params = { opener: opener.image, closer, line: opener.startLine ?? 1 };
      const text = closer === "}" ? `\n${" ".repeat(bracket.column - 1)}}` : closer;
      const fix = { title: `Insert \`${closer}\``, edits: [{ start: at, end: at, text }] };
      return [problem("ESDL1010", params, at, at, [fix])];
    }
    case "unopened":
      return [
        problem("ESDL1001", { expected: "`{`" }, at, at, [
          { title: "Insert `{`", edits: [{ start: at, end: at, text: " {" }] },
        ]),
      ];
    case "stray": {
      const end = at + bracket.token.image.length;
      return [problem("ESDL1011", { closer: bracket.token.image }, at, end, [removing(at, end)])];
    }
  }
}

/** A file without its header, unless something is wrong with its first line already. */
export function missingContext(
  tokens: readonly Token[],
  problems: readonly SyntaxProblem[],
): SyntaxProblem[] {
  const [first] = tokens;
  if (first?.image === "context") return [];
  const start = first?.startOffset ?? 0;
  if (problems.some((other) => other.start <= start)) return [];
  return [problem("ESDL1006", {}, start, start + (first?.image.length ?? 0), headerMoved(tokens))];
}

/** A header that stands further down is meant to stand above. */
function headerMoved(tokens: readonly Token[]): readonly SyntaxFix[] {
  const index = tokens.findIndex(({ image }) => image === "context");
  const [word, name] = [tokens[index], tokens[index + 1]];
  if (word === undefined || name === undefined || word.endLine !== name.startLine) return [];
  return [
    {
      title: "Move the header up",
      edits: [
        { start: 0, end: 0, text: `context ${name.image}\n\n` },
        { start: word.startOffset, end: name.startOffset + name.image.length, remove: true },
      ],
    },
  ];
}

/** A closing bracket too many is often the echo of another mistake in the same declaration. */
function withoutStrays(problems: readonly SyntaxProblem[], tokens: readonly Token[]): SyntaxProblem[] {
  const starts = tokens.flatMap((token, index) =>
    beginsDeclaration(tokens, index) ? [token.startOffset] : [],
  );
  const declarationOf = (offset: number): number => starts.findLastIndex((start) => start <= offset);
  const others = problems.filter(({ code }) => code !== "ESDL1011").map(({ start }) => declarationOf(start));
  return problems.filter(({ code, start }) => code !== "ESDL1011" || !others.includes(declarationOf(start)));
}

/** Of the problems on one line, the first; of those in one place, the most telling, which comes first in the list. */
function onePerLine(problems: readonly SyntaxProblem[], tokens: readonly Token[]): SyntaxProblem[] {
  const lineOf = lines(tokens);
  const lineAt = (offset: number): Token | undefined => {
    const index = lastBefore(tokens, offset);
    const token = tokens[index];
    return token === undefined ? undefined : lineOf.get(token);
  };
  const kept = new Map<Token | undefined, SyntaxProblem>();
  for (const next of problems) {
    const line = lineAt(next.start === next.end ? next.start - 1 : next.start);
    const other = kept.get(line);
    if (other === undefined || next.start < other.start) kept.set(line, next);
  }
  return [...kept.values()];
}

/** The index of the last token that begins at an offset or before it. */
function lastBefore(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.startOffset ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
