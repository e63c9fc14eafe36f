/** The words for what the parser expected. */
import { list } from "../diagnostics/words.js";
import type { Expectation } from "./expectations.js";
import { fixesOf } from "./fixes.js";
import { closest } from "./nearest.js";
import { own } from "./own.js";
import type { SyntaxProblem } from "./problem.js";
import { problem } from "./problem.js";
import { isWord } from "./structure.js";
import type { Token } from "./tokens.js";
import { isWordKeyword } from "./tokens.js";
import { reservedWords, statementWords } from "./words.js";

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
  NamedOutcome: "an event with its arguments, or a row, stream or saga with its key",
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
  ExpectedEvent: "an event or `}`",
  LifecycleChain: "`->` and a status",
};

/** What a rule's name is the name of. */
const nouns: Readonly<Record<string, string>> = {
  Model: "the context",
  IdDecl: "the id",
  TypeDecl: "the type",
  EnumDecl: "the enum",
  ValueDecl: "the value",
  RoleDecl: "the role",
  FunctionDecl: "the function",
  ExternalFunctionDecl: "the function",
  ExternalCommandDecl: "the command",
  AggregateDecl: "the aggregate",
  EntityDecl: "the entity",
  EventDecl: "the event",
  CommandDecl: "the command",
  RejectionDecl: "the rejection",
  Invariant: "the invariant",
  ProjectionDecl: "the projection",
  QueryDecl: "the query",
  SagaDecl: "the saga",
  SagaStep: "the step",
  PolicyDecl: "the policy",
  LetStatement: "the local",
};

/** What is named after a word or sign. */
const namedAfter: Readonly<Record<string, string>> = {
  on: "an event",
  rejected: "a command or rejection",
  completed: "a command",
  emit: "an event",
  send: "a command",
  undo: "a command",
  allow: "a role",
  else: "a rejection",
  becomes: "an event or `nothing`",
  adopt: "a value or entity",
  uses: "a context",
  "->": "a status or step after `->`",
  ".": "a name after `.`",
  "?.": "a name after `?.`",
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
  "Whole WHOLE": (before) => `a whole number after ${before}`,
  "Snapshot every": () => "`every` and a number of events",
};

const opening: ReadonlySet<string> = new Set(["(", "[", ","]);
const closingBrackets: ReadonlySet<string> = new Set(["}", ")", "]"]);
const names: ReadonlySet<string> = new Set(["ID", "NAME", "WORD", "HEAD"]);

export interface Failure extends Expectation {
  /** The token that could not be read; undefined at the end of the file. */
  readonly token: Token | undefined;
  /** The one before it. */
  readonly before: Token | undefined;
  /** The first one of its line. */
  readonly first?: Token | undefined;
  /** The one behind it. */
  readonly next?: Token | undefined;
  /** The signs that made the file parsable when they were put in before it. */
  readonly lacks?: string | undefined;
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

/** The problem that a failure of the parser is, with its fixes. */
export function describe(failure: Failure): SyntaxProblem {
  const words = worded(failure);
  const fixes = fixesOf(words, failure);
  return fixes.length === 0 ? words : { ...words, fixes };
}

function worded(failure: Failure): SyntaxProblem {
  const { token, before, rule } = failure;
  const end = before === undefined ? 0 : (before.endOffset ?? before.startOffset) + 1;
  const isMissing =
    token === undefined ||
    token.isInsertedInRecovery === true ||
    (!isInList(failure) && !isSameLine(failure));
  if (isMissing) return problem("ESDL1001", { expected: expected(failure) }, end, end);
  const start = token.startOffset;
  const after = start + token.image.length;
  const colonless = colonlessName(failure, token);
  if (colonless !== undefined) return problem("ESDL1001", { expected: colonless }, after, after);
  if (rule === "Declaration" && Object.hasOwn(afterWord, token.image)) {
    return problem("ESDL1001", { expected: afterWord[token.image] ?? "" }, after, after);
  }
  const meant = misspelt(failure);
  const { first } = failure;
  if (meant !== undefined && first !== undefined) {
    const params = { found: found(first), where: "a block", words: [...statementWords], meant };
    return problem("ESDL1012", params, first.startOffset, first.startOffset + first.image.length);
  }
  const reserved = reservedHint(failure, token);
  if (reserved !== undefined) return problem("ESDL1007", { word: token.image, hint: reserved }, start, after);
  const hint = habitHint(failure, token) ?? own(scenarioHints, rule);
  const params = { expected: expected(failure), found: found(token) };
  return problem("ESDL1001", hint === undefined ? params : { ...params, hint }, start, after);
}

/** What helps where a scenario names something without what has to follow. */
const scenarioHints: Readonly<Record<string, string>> = {
  NamedOutcome:
    'Events have parentheses, also without fields: `Booked()`; streams, rows and sagas have a key: `Visits "v" (…)`',
  GivenFact:
    'Events have parentheses, also without fields: `Booked()`; streams have a key: `Visit "v" { … }`',
  WaitAction: "A duration is a number with its unit: `500ms`, `30s`, `15m`, `2h` or `3d`",
};

const afterWord: Readonly<Record<string, string>> = {
  public: "a declaration after `public`",
  external: "`function` or `command` after `external`",
};

const chained = "Comparisons do not chain: write `a < b and b < c`";
const defaultLast = "The default of a field stands last, after its other modifiers";

/** What people write where something has just ended, and what they should. */
const habits: Readonly<Record<string, string>> = {
  "<": chained,
  "<=": chained,
  ">": chained,
  ">=": chained,
  "==": chained,
  "!=": chained,
  "=": "Compare with `==`; a single `=` assigns",
  "=>": "A move is written `->`; `=>` makes a lambda",
  "?": "A choice is written `if a then b else c`",
  matches: "After `matches` stands a pattern between slashes, such as `/^[a-z]+$/`",
  where: defaultLast,
  personal: defaultLast,
};

const shapes: ReadonlySet<string> = new Set([
  "StateBlock",
  "EventDecl",
  "ValueDecl",
  "EntityDecl",
  "RejectionDecl",
]);
const afterCondition: ReadonlySet<string> = new Set(["then", "else", "{"]);

function habitHint(failure: Failure, token: Token): string | undefined {
  const { kind, tokens, rule } = failure;
  const { image } = token;
  // `if a = b then`, `require a === b else`: a condition that ends where it should go on.
  if (kind === "token" && afterCondition.has(tokens[0] ?? "") && (image === "=" || image === "=="))
    return habits["="];
  if (rule === "Arguments" && image === "=") return "Name an argument with `:`, and compare with `==`";
  if (!isInList(failure)) return undefined;
  if (image === "<" && shapes.has(rule))
    return "A list is written `T[]`; only `set<T>` and `map<K, V>` take types";
  if (image === "==" && rule === "Block") return "A value is assigned with a single `=`";
  return own(habits, image);
}

const beforeColon: ReadonlySet<string> = new Set(["Field", "Parameter", "Key", "Getter"]);

/** `by id {`: a word that would be a name if a colon followed. */
function colonlessName({ kind, tokens, rule }: Failure, token: Token): string | undefined {
  if (kind !== "token" || tokens[0] !== "ID" || !beforeColon.has(rule) || !isWord(token)) return undefined;
  return tokenInRule[`${rule} :`]?.(`\`${token.image}\``);
}

/** `emitt Done()`: a statement's first word that was nearly right. */
function misspelt({ rule, first, kind }: Failure): string | undefined {
  if (rule !== "Block" || kind !== "token" || first?.tokenType.name !== "ID") return undefined;
  return closest(first.image, [...statementWords]);
}

/** What stands there, for a message. */
export function found(token: Token): string {
  const { image } = token;
  if (token.tokenType.name === "STRING") return "a text";
  return image.length > 30 ? `\`${image.slice(0, 27)}…\`` : `\`${image}\``;
}

function expected(failure: Failure): string {
  const { kind, tokens, rule, before } = failure;
  const [only] = tokens;
  if (kind === "token" && only !== undefined) {
    if (only === "}") return listWords[rule] ?? word(only);
    if (closingBrackets.has(only)) return `\`,\` or \`${only}\``;
    if (only === "EOF") return isSameLine(failure) ? "the end of the declaration" : "a declaration";
    const known = tokenInRule[`${rule} ${only}`]?.(`\`${before?.image ?? ""}\``);
    return known ?? (names.has(only) ? nameWords(rule, before) : undefined) ?? word(only);
  }
  const known = kind === "more" ? (listWords[rule] ?? choiceWords[rule]) : choiceWords[rule];
  return known ?? list([...new Set(tokens.map(word))], "or");
}

function nameWords(rule: string, before: Token | undefined): string | undefined {
  const noun = nouns[rule];
  const named = own(namedAfter, before?.image ?? "");
  return named ?? (noun === undefined ? undefined : `the name of ${noun}`);
}

function isSameLine({ token, before }: Failure): boolean {
  return token !== undefined && before?.endLine === token.startLine;
}

function word(token: string): string {
  return tokenWords[token] ?? `\`${token}\``;
}

/** A word of the language where only another name will do. */
function reservedHint({ kind, tokens, rule, before }: Failure, token: Token): string | undefined {
  if (!isWord(token) || !isWordKeyword(token.tokenType)) return undefined;
  const begins =
    kind === "token" && (tokens[0] === "WORD" || (before !== undefined && opening.has(before.image)));
  const isExpression = choiceWords[rule] === "an expression" || begins;
  if (isExpression) {
    if (!reservedWords.has(token.image)) return undefined;
    return `In an expression say whose it is: \`event.${token.image}\`, \`state.${token.image}\` or \`command.${token.image}\``;
  }
  if (kind !== "token" || tokens[0] === "NAME" || !names.has(tokens[0] ?? "")) return undefined;
  return "Choose a name that is no word of the language";
}
