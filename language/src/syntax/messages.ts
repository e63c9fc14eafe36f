/** The words for what the parser expected. */
import { list } from "../diagnostics/words.js";
import type { Expectation } from "./expectations.js";
import type { SyntaxProblem } from "./problem.js";
import { problem } from "./problem.js";
import { isWord } from "./structure.js";
import type { Token } from "./tokens.js";
import { isWordKeyword } from "./tokens.js";
import { reservedWords } from "./words.js";

/** What a token is called. */
const tokenWords: Readonly<Record<string, string>> = {
  ID: "a name",
  NAME: "a name",
  WORD: "a name",
  HEAD: "a name",
  STRING: "a text in quotes",
  WHOLE: "a whole number",
  DECIMAL: "a number",
  DURATION: "a duration such as `15m`",
  REGEX: "a pattern such as `/^[a-z]+$/`",
  UNDO_ALL: "`undo all`",
  EOF: "the end of the file",
};

/** What may stand where the alternatives of a rule begin. */
const choiceWords: Readonly<Record<string, string>> = {
  Expression: "an expression",
  NotExpr: "an expression",
  Negation: "an expression",
  Primary: "an expression",
  PlainType: "a type",
  TypeExpr: "a type",
  Statement: "a statement",
  Declaration: "a declaration",
  ShapeMember: "a field",
  ProjectionMember: "a field, `index`, `on` or `query`",
  Modifier: "a modifier of the field",
  VersionStep: "`add`, `remove`, `rename`, `change` or `adopt`",
  EnumStep: "`rename` or `remove`",
  VersionClause: "`{` or `via external`",
  KeyLiteral: "a key in quotes",
  Expected: "a key in quotes, or arguments in parentheses",
  Outcome: "what is expected: an event, a row, `rejected`, `state` or `nothing`",
  ScenarioAction: "a command or `after`",
  GivenFact: "an event or an aggregate with its key and events",
  IfStatement: "`{` or `if`",
  ExternalFunctionDecl: "`function` or `command`",
};

/** What a list of a rule holds, where it has too few or something else stands in it. */
const listWords: Readonly<Record<string, string>> = {
  Block: "a statement or `}`",
  ValueDecl: "a field, `get`, `invariant`, `version` or `}`",
  EntityDecl: "a field, `get`, `invariant`, `version` or `}`",
  EventDecl: "a field, `version` or `}`",
  StateBlock: "a field, `get`, `invariant`, `version` or `}`",
  RejectionDecl: "a field or `}`",
  EnumDecl: "an enum member, `version` or `}`",
  EnumVersion: "`rename`, `remove` or `}`",
  VersionClause: "`add`, `remove`, `rename`, `change`, `adopt` or `}`",
  AggregateDecl: "a part of the aggregate or `}`",
  ProjectionDecl: "a field, `index`, `on`, `query` or `}`",
  SagaDecl: "`state`, `start on`, `step`, `end` or `}`",
  SagaStep: "`on`, `after` or `}`",
  ScenarioDecl: "`given`, `when`, `then` or `}`",
  ExternalCommandDecl: "a field or `}`",
  Model: "a declaration",
  GivenClause: "an event or an aggregate with its key and events",
  GivenStream: "an event or `}`",
  WhenClause: "a command or `after`",
  ThenClause: "what is expected: an event, a row, `rejected`, `state` or `nothing`",
  NamedOutcome: "an event or `}`",
  LifecycleChain: "`->` and a status",
  Arguments: "`,` or `)`",
  Parenthesised: "`,` or `)`",
  ListExpr: "`,` or `]`",
};

const typeAfter = (what: string) => (before: string) => `\`:\` and a type after the ${what} ${before}`;

/** Words for one token in one rule, with the text before it. */
const tokenInRule: Readonly<Record<string, (before: string) => string>> = {
  "Field :": typeAfter("field name"),
  "Parameter :": typeAfter("parameter name"),
  "Key :": typeAfter("key"),
  "Getter :": typeAfter("name"),
  "FunctionDecl :": () => "`:` and the type of the result",
  "ExternalFunctionDecl :": () => "`:` and the type of the result",
  "FunctionDecl =": () => "`=` and an expression",
  "TypeDecl =": (before) => `\`=\` and a type after ${before}`,
  "Getter =": () => "`=` and an expression",
  "LetStatement =": (before) => `\`=\` and a value after ${before}`,
  "Invariant :": () => "`:` and a condition",
  "RequireStatement else": () => "`else` and a rejection",
  "IfExpr then": () => "`then` and an expression",
  "IfExpr else": () => "`else` and an expression",
  "AggregateDecl by": (before) => `\`by\` and the key of ${before}, such as \`by id: Id\``,
  "EntityDecl by": (before) => `\`by\` and the key of ${before}, such as \`by id: Id\``,
  "SagaDecl by": (before) => `\`by\` and the key of ${before}, such as \`by id: Id\``,
  "ProjectionDecl by": (before) => `\`by\` and the key of ${before}, such as \`by id: Id\``,
  "Loop in": () => "`in` and a list",
  "RenameStep to": () => "`to` and the present name",
  "ChangeStep from": () => "`from` and the old type",
  "AdoptStep WHOLE": () => "the version that is adopted",
  "Snapshot every": () => "`every` and a number of events",
};

const closingBrackets: ReadonlySet<string> = new Set(["}", ")", "]"]);
const names: ReadonlySet<string> = new Set(["ID", "WORD", "HEAD"]);

export interface Failure extends Expectation {
  /** The token that could not be read; undefined at the end of the file. */
  readonly token: Token | undefined;
  /** The one before it. */
  readonly before: Token | undefined;
}

/** Rules for one element of a list, whatever it is. */
const elements: ReadonlySet<string> = new Set(
  (
    "Declaration ShapeMember AggregateMember ProjectionMember SagaMember StepHandler Statement VersionStep EnumStep " +
    "ScenarioClause"
  ).split(" "),
);

/** True where a list of members or statements goes on with something that cannot be one. */
export function isInList({ kind, tokens, rule }: Expectation): boolean {
  if (kind === "choice") return elements.has(rule);
  return tokens.some((name) => closingBrackets.has(name) || name === "EOF");
}

/** The problem that a failure of the parser is. */
export function describe(failure: Failure): SyntaxProblem {
  const { token, before } = failure;
  const end = before === undefined ? 0 : (before.endOffset ?? before.startOffset) + 1;
  const isMissing =
    token === undefined ||
    token.isInsertedInRecovery === true ||
    (!isInList(failure) && before?.endLine !== token.startLine);
  if (isMissing && before !== undefined)
    return problem("ESDL1001", { expected: expected(failure) }, end, end);
  if (token === undefined) return problem("ESDL1001", { expected: expected(failure) }, end, end);
  const start = token.startOffset;
  const after = start + token.image.length;
  const hint = reservedHint(failure, token);
  if (hint !== undefined) return problem("ESDL1007", { word: token.image, hint }, start, after);
  return problem("ESDL1001", { expected: expected(failure), found: found(token) }, start, after);
}

/** What stands there, for a message. */
export function found(token: Token): string {
  const { image } = token;
  if (token.tokenType.name === "STRING") return "a text";
  return image.length > 30 ? `\`${image.slice(0, 27)}…\`` : `\`${image}\``;
}

function expected({ kind, tokens, rule, before }: Failure): string {
  const [only] = tokens;
  if (kind === "end") return "a declaration";
  if (kind === "token" && only !== undefined) {
    if (closingBrackets.has(only)) return listWords[rule] ?? word(only);
    if (only === "EOF") return "a declaration";
    return tokenInRule[`${rule} ${only}`]?.(`\`${before?.image ?? ""}\``) ?? word(only);
  }
  const known = kind === "more" ? (listWords[rule] ?? choiceWords[rule]) : choiceWords[rule];
  return known ?? list([...new Set(tokens.map(word))], "or");
}

function word(token: string): string {
  return tokenWords[token] ?? `\`${token}\``;
}

/** A word of the language where only another name will do. */
function reservedHint({ kind, tokens, rule }: Failure, token: Token): string | undefined {
  if (!isWord(token) || !isWordKeyword(token.tokenType)) return undefined;
  const isExpression = choiceWords[rule] === "an expression" || (kind === "token" && tokens[0] === "WORD");
  if (isExpression) {
    if (!reservedWords.has(token.image)) return undefined;
    return `In an expression say whose it is: \`event.${token.image}\`, \`state.${token.image}\` or \`command.${token.image}\``;
  }
  if (kind !== "token" || !names.has(tokens[0] ?? "")) return undefined;
  return "Choose a name that is no word of the language";
}
