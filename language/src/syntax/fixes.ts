/** Quick fixes of the syntax: what is missing put in, what is known from other languages written as it is here. */
import type { Failure } from "./messages.js";
import { own } from "./own.js";
import type { SyntaxProblem } from "./problem.js";
import type { Token } from "./tokens.js";

/** Edits by offsets, `end` exclusive; what is removed takes its comma or line along. */
export interface SyntaxFix {
  readonly title: string;
  readonly edits: readonly SyntaxEdit[];
}

export type SyntaxEdit =
  | { readonly start: number; readonly end: number; readonly text: string }
  | { readonly start: number; readonly end: number; readonly remove: true };

export const replacing = (start: number, end: number, text: string): SyntaxFix => ({
  title: `Write \`${text.trim()}\``,
  edits: [{ start, end, text }],
});

export const removing = (start: number, end: number): SyntaxFix => ({
  title: "Remove it",
  edits: [{ start, end, remove: true }],
});

const inserting = (at: number, text: string): SyntaxFix => ({
  title: `Insert \`${text.trim()}\``,
  edits: [{ start: at, end: at, text }],
});

const endOf = (token: Token): number => token.startOffset + token.image.length;

/** The fixes of what the parser could not read. */
export function fixesOf(problem: SyntaxProblem, failure: Failure): readonly SyntaxFix[] {
  const { token, before, first } = failure;
  switch (problem.code) {
    case "ESDL1012":
      return meantWord(problem, first);
    case "ESDL1007":
      return otherName(failure);
    case "ESDL1001": {
      const written = token === undefined ? undefined : own(instead, `${failure.rule} ${token.image}`);
      if (written !== undefined && token !== undefined)
        return [replacing(token.startOffset, endOf(token), written)];
      const scenario = inScenario(failure);
      if (scenario.length > 0) return scenario;
      const { lacks } = failure;
      return lacks === undefined || before === undefined ? [] : [inserting(endOf(before), lacks)];
    }
    default:
      return [];
  }
}

export const meantWord = (
  { params }: SyntaxProblem & { readonly code: "ESDL1012" },
  token: Token | undefined,
): readonly SyntaxFix[] =>
  params.meant === undefined || token === undefined
    ? []
    : [replacing(token.startOffset, endOf(token), params.meant)];

/** What other languages write, by the rule that meets it. */
const instead: Readonly<Record<string, string>> = {
  "Arguments =": ":",
  "Block ==": "=",
  "RequireStatement =": "==",
  "IfStatement =": "==",
  "IfExpr =": "==",
  "Handler =>": "->",
};

/** Declarations are called with a capital letter, which no word of the language has. */
function otherName({ token, rule }: Failure): readonly SyntaxFix[] {
  if (token === undefined || !/^(\w+Decl|Invariant)$/.test(rule)) return [];
  const name = token.image.charAt(0).toUpperCase() + token.image.slice(1);
  return [replacing(token.startOffset, endOf(token), name)];
}

const units = ["m", "s", "h", "d"];

function inScenario({ token, rule, next }: Failure): readonly SyntaxFix[] {
  if (token === undefined) return [];
  const { image, startOffset } = token;
  if (rule === "WaitAction" && /^\d+$/.test(image))
    return units.map((unit) => replacing(startOffset, endOf(token), image + unit));
  if (rule === "WaitAction" && image === "-")
    return [{ title: "Remove it", edits: [{ start: startOffset, end: endOf(token), text: "" }] }];
  const isEvent = rule === "NamedOutcome" || rule === "GivenFact";
  return isEvent && next?.image !== "." && /^[A-Z]\w*$/.test(image) ? [inserting(endOf(token), "()")] : [];
}
