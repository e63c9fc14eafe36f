/** Keywords: those that the grammar lets follow, without those that the rules of the place refuse. */
import { CompletionItemKind } from "vscode-languageserver";
import { ast, AstUtils, type Possible, type StatementKind, type Type } from "@esdl/language/editing";
import type { AstNode } from "@esdl/language/editing";
import { keywordDocs } from "../describe/keywords.js";
import type { Proposal } from "./proposal.js";
import { type Snippet, snippets } from "./snippets.js";
import { around, type Spot } from "./spot.js";
import { rulesAt } from "./targets.js";

/** Words that go on with what stands before them, rather than begin something. */
const continuing: ReadonlySet<string> = new Set(
  "and or in matches then else where by becomes formerly returns sample from undo as limit order allow desc to of update delete via".split(
    " ",
  ),
);

/** Words that never stand alone, with what comes after them. */
const phrases: Readonly<Record<string, string>> = {
  "QueryDecl order": "order by",
  "Snapshot snapshot": "snapshot every",
  "SagaDecl from": "from start",
  "PolicyDecl from": "from start",
  "VersionClause via": "via external",
  "SendStatement as": "as actor",
  "UndoAllStatement undo": "undo all",
  "ExternalFunctionDecl external": "external function",
  "ExternalCommandDecl external": "external command",
};

const statements: Readonly<Record<string, StatementKind>> = {
  RequireStatement: "require",
  EmitStatement: "emit",
  LetStatement: "let",
  IfStatement: "if",
  ForStatement: "for",
  RemoveStatement: "remove",
  SendStatement: "send",
  UndoClause: "send",
  UndoAllStatement: "undoAll",
  AssignStatement: "assign",
};

/** Of a place, and the way to go on. */
type Rule = (spot: Spot, one: Possible) => boolean;

const hasLifecycle: Rule = ({ analysis, from }) =>
  from.aggregate === undefined || analysis.signatures.aggregate(from.aggregate.ref)?.lifecycle !== undefined;
const inside =
  (is: (node: AstNode) => node is AstNode): Rule =>
  (spot) =>
    around(spot, is) !== undefined;
/** By what is being read, or by the tree, which damage may have cut short. */
const reads =
  (step: string, rule: Rule): Rule =>
  (spot, one) =>
    one.path.some(({ type, property }) => `${type}.${property}` === step) || rule(spot, one);
const inAggregate = reads("AggregateDecl.members", inside(ast.isAggregateDecl));
const inSaga = reads("SagaDecl.members", inside(ast.isSagaDecl));
const inProjection = reads("ProjectionDecl.members", inside(ast.isProjectionDecl));
const inPolicy = inside(ast.isPolicyDecl);
const isNot =
  (rule: Rule): Rule =>
  (spot, one) =>
    !rule(spot, one);
const all =
  (...rules: readonly Rule[]): Rule =>
  (spot, one) =>
    rules.every((rule) => rule(spot, one));
const any =
  (...rules: readonly Rule[]): Rule =>
  (spot, one) =>
    rules.some((rule) => rule(spot, one));

/** At most one of them in an aggregate or saga. */
const once =
  (type: ast.AggregateMember["$type"]): Rule =>
  (spot) => {
    const owner = around(spot, ast.isAggregateDecl) ?? around(spot, ast.isSagaDecl);
    const others: readonly AstNode[] = owner?.members ?? [];
    return !others.some((member) => member.$type === type && member !== spot.place.node);
  };

const isState = all(reads("StateBlock.members", inside(ast.isStateBlock)), inAggregate);
const scenarioHasSubject: Rule = (spot) => around(spot, ast.isScenarioDecl)?.subject !== undefined;
const isCreating: Rule = (spot) => around(spot, ast.isCommandDecl)?.flavour === "create";
const isRetired: Rule = (spot) => around(spot, ast.isEventDecl)?.retired ?? true;
const isAnswer: Rule = (spot) => around(spot, ast.isHandler)?.input !== undefined;

/** What the rules of the language say beyond the grammar, by `Type keyword`. */
const rules: Readonly<Record<string, Rule>> = {
  "InModifier in": all(isState, hasLifecycle),
  "InStatuses in": all(hasLifecycle, isNot(isCreating)),
  "CommandDecl any": (spot, one) => !hasLifecycle(spot, one) || spot.from.aggregate === undefined,
  "EventDecl becomes": isRetired,
  "Lifecycle lifecycle": once("Lifecycle"),
  "Snapshot snapshot": once("Snapshot"),
  "StateBlock state": once("StateBlock"),
  "VersionClause version": isNot(isState),
  "RenameSagaStep step": inSaga,
  "RemoveSagaStep step": inSaga,
  "Handler rejected": all(inSaga, isNot(inside(ast.isSagaStart))),
  "Handler completed": all(inSaga, isNot(inside(ast.isSagaStart))),
  "Loop for": isNot(all(inside(ast.isHandler), isNot(inside(ast.isBlock)), any(inAggregate, isAnswer))),
  "Handler where": isNot(inAggregate),
  "Handler by": isNot(any(inAggregate, inPolicy, isAnswer)),
  "Handler update": inProjection,
  "Handler delete": inProjection,
  "SendStatement as": (spot) => rulesAt(spot)?.actor ?? true,
  "ExpectedState state": scenarioHasSubject,
  "NowExpr now": ({ env }) => env?.may.now ?? true,
  "BinaryExpr and": endsWith("bool"),
  "BinaryExpr or": endsWith("bool"),
  "MatchExpr matches": endsWith("string"),
};

/** Whether one of the expressions that end before the place is of a type; where none is known, it may be. */
function endsWith(name: "bool" | "string"): Rule {
  return (spot) => {
    const types = typesBefore(spot);
    return types.length === 0 || types.some((type) => type.kind === "scalar" && type.name === name);
  };
}

function typesBefore({ request, expected, analysis }: Spot): readonly Type[] {
  const end = request.text.slice(0, expected.word.start).trimEnd().length;
  const found: Type[] = [];
  for (const [node, type] of analysis.observed.types) {
    const { signatures } = analysis;
    if (node.$cstNode?.end === end && AstUtils.findRootNode(node) === analysis.file.root)
      found.push(signatures.underlying(type) ?? type);
  }
  return found;
}

function isAllowed(one: Possible, spot: Spot): boolean {
  const { keyword = "", type } = one;
  const statement = statements[type];
  if (statement !== undefined && beginsStatement(keyword)) {
    const body = rulesAt(spot);
    if (body !== undefined && !body.allowed.has(statement)) return false;
  }
  const rule = rules[`${type} ${keyword}`];
  return rule?.(spot, one) ?? true;
}

const beginsStatement = (keyword: string): boolean =>
  ["require", "emit", "let", "if", "for", "remove", "send", "undo"].includes(keyword);

/** The words that may follow, and the whole constructs that they begin. */
export function keywordsAt(spot: Spot): readonly Proposal[] {
  const { expected } = spot;
  return expected.possible.flatMap((one): Proposal[] => {
    const { keyword, type } = one;
    if (keyword === undefined || !/^[a-z]/.test(keyword) || !isAllowed(one, spot)) return [];
    // Of what a dot may follow, only `now` is a keyword.
    if (expected.after === "." && keyword !== "now") return [];
    const goesOn = continuing.has(keyword);
    const label = phrases[`${type} ${keyword}`] ?? keyword;
    const word: Proposal = {
      label,
      kind: CompletionItemKind.Keyword,
      rank: goesOn ? (expected.isFirst ? "declared" : "continuing") : "keyword",
      filter: keyword === label ? label : `${keyword} ${label}`,
      ...(keywordDocs[keyword] === undefined ? {} : { documentation: keywordDocs[keyword] }),
    };
    const whole = Object.hasOwn(snippets, type) ? (snippets[type] ?? []) : [];
    const constructs = whole
      .filter((snippet) => isSnippetAt(snippet, one))
      .map((snippet): Proposal => ({
        label: snippet.label,
        kind: CompletionItemKind.Snippet,
        rank: "snippet",
        insert: snippet.body,
        snippet: true,
        filter: snippet.label.replace(/ ?….*/, ""),
        documentation: `${snippet.says}\n\`\`\`esdl\n${plainBody(snippet.body)}\n\`\`\``,
      }));
    return [word, ...constructs];
  });
}

function isSnippetAt({ keyword, within }: Snippet, one: Possible): boolean {
  const steps = one.path.map(({ type, property }) => `${type}.${property}`);
  return (
    keyword === one.keyword &&
    !steps.includes("IfStatement.else") &&
    (within === undefined || steps.includes(within))
  );
}

/** A snippet as it will read. */
export const plainBody = (body: string): string =>
  body
    .replace(/\$\{\d+:((?:\\.|\{[^}]*\}|[^}\\])*)\}/g, "$1")
    .replace(/\$\d+/g, "")
    .replace(/\\(.)/g, "$1");
