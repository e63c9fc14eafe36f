/** All there is to say of a declaration: its text, what it documents, its history, who uses it. Markdown. */
import { type AstNode, AstUtils } from "@esdl/language/editing";
import {
  type Analysis,
  ast,
  type DeclaredKind,
  docOf,
  type ModelSymbol,
  type Project,
  type SymbolOf,
} from "@esdl/language/editing";
import { declarationText } from "./declaration.js";
import { oneLine } from "./signature.js";
import { usersOf } from "./users.js";

export const codeBlock = (text: string): string => `\`\`\`esdl\n${text}\n\`\`\``;

const joined = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== "").join("\n\n");

/** A symbol, with its history and its users where a project is at hand. */
export function symbolCard(symbol: ModelSymbol, analysis: Analysis, project?: Project): string {
  if (symbol.kind === "builtInRejection") return codeBlock(`rejection ${symbol.name}`);
  const node: AstNode = symbol.node;
  return joined([
    codeBlock(declarationText(node) ?? symbol.name),
    ownerText(symbol),
    docOf(node),
    ...(project === undefined
      ? []
      : [effectText(symbol, analysis), historyText(symbol), usersText(symbol, analysis, project)]),
  ]);
}

/** A part of a declaration: a field, a parameter, a member of an enum, a status, a step. */
export function memberCard(node: AstNode, type: string | undefined): string {
  const text = declarationText(node) ?? plainMember(node, type);
  return joined([
    text === undefined ? undefined : codeBlock(text),
    placeText(node),
    docOf(node),
    movesText(node),
  ]);
}

/** What brings an aggregate into a status, and what it takes there. */
function movesText(node: AstNode): string | undefined {
  const owner = ast.isStatus(node) ? AstUtils.getContainerOfType(node, ast.isAggregateDecl) : undefined;
  if (!ast.isStatus(node) || owner === undefined) return undefined;
  const entered = owner.members.flatMap((member) =>
    member.$type === "Handler" && member.target?.$refText === node.name
      ? [member.trigger.segments.at(-1)?.$refText ?? ""]
      : [],
  );
  const taken = owner.members.flatMap((member) =>
    member.$type === "CommandDecl" && member.statuses.some(({ $refText }) => $refText === node.name)
      ? [member.name]
      : [],
  );
  return joined([
    entered.length === 0 ? undefined : `Entered by ${list(entered.map(code))}`,
    taken.length === 0 ? undefined : `Commands for it: ${list(taken.map(code))}`,
  ]);
}

/** What has no type in its own text: locals, statuses. */
function plainMember(node: AstNode, type: string | undefined): string | undefined {
  if (!ast.isNamed(node)) return undefined;
  if (ast.isStatus(node)) return `status ${node.name}`;
  const typed = type === undefined ? node.name : `${node.name}: ${type}`;
  return ast.isLetStatement(node) ? `let ${typed}` : ast.isLoop(node) ? `for ${typed}` : typed;
}

const places: Readonly<Record<string, string>> = {
  AggregateDecl: "aggregate",
  StateBlock: "state",
  EntityDecl: "entity",
  EventDecl: "event",
  CommandDecl: "command",
  RejectionDecl: "rejection",
  ValueDecl: "value",
  EnumDecl: "enum",
  ProjectionDecl: "projection",
  SagaDecl: "saga",
  FunctionDecl: "function",
  ExternalFunctionDecl: "function",
  ExternalCommandDecl: "external command",
  QueryDecl: "query",
};

/** Where a member belongs: `Field of event Refunded`. */
function placeText(node: AstNode): string | undefined {
  const what = memberWords[node.$type];
  if (what === undefined) return undefined;
  for (let at = node.$container; at !== undefined; at = at.$container) {
    const word = places[at.$type];
    if (word === "state")
      return `${what} of the state of \`${at.$container !== undefined && ast.isNamed(at.$container) ? at.$container.name : ""}\``;
    if (word !== undefined) return `${what} of ${word} \`${ast.isNamed(at) ? at.name : ""}\``;
  }
  return undefined;
}

const memberWords: Readonly<Record<string, string>> = {
  Field: "Field",
  Parameter: "Parameter",
  Key: "Key",
  Getter: "Computed",
  EnumMember: "Member",
  Status: "Status",
  SagaStep: "Step",
  SagaEnd: "End",
  QueryDecl: "Query",
  RenameStep: "Former field",
  RemoveStep: "Former field",
};

const ownerText = (symbol: SymbolOf<DeclaredKind>): string =>
  symbol.aggregate === undefined ? `In context \`${symbol.context}\`` : `In \`${symbol.aggregate}\``;

/** What an event does, and when a command may be called. */
function effectText(symbol: SymbolOf<DeclaredKind>, { signatures }: Analysis): string | undefined {
  if (symbol.kind === "command") {
    const statuses = signatures.command(symbol.ref)?.statuses;
    const what = messagesOf(symbol.node);
    return joined([
      statuses === undefined ? undefined : `Only in ${list(statuses.map(code))}`,
      what.emits.length === 0 ? undefined : `Emits ${list(what.emits.map(code))}`,
      what.rejects.length === 0 ? undefined : `May be rejected with ${list(what.rejects.map(code))}`,
    ]);
  }
  if (symbol.kind !== "event") return undefined;
  const owner = symbol.node.$container;
  const on = owner.members.find(
    (member): member is ast.Handler =>
      member.$type === "Handler" && member.trigger.segments.at(-1)?.$refText === symbol.name,
  );
  return on === undefined ? undefined : `Effect\n${codeBlock(dedented(on.$cstNode?.text ?? ""))}`;
}

function messagesOf(node: ast.CommandDecl): { emits: readonly string[]; rejects: readonly string[] } {
  const emits = new Set<string>();
  const rejects = new Set<string>();
  const visit = (statements: readonly ast.Statement[]): void => {
    for (const statement of statements) {
      if (statement.$type === "EmitStatement") emits.add(statement.event.segments.at(-1)?.$refText ?? "");
      if (statement.$type === "RequireStatement")
        rejects.add(statement.rejection.segments.at(-1)?.$refText ?? "");
      if (statement.$type === "ForStatement") visit(statement.body.statements);
      if (statement.$type !== "IfStatement") continue;
      visit(statement.then.statements);
      if (statement.else !== undefined)
        visit(ast.isBlock(statement.else) ? statement.else.statements : [statement.else]);
    }
  };
  visit(node.body.statements);
  return { emits: [...emits].filter(Boolean), rejects: [...rejects].filter(Boolean) };
}

/** What each version changed, oldest first. */
function historyText(symbol: SymbolOf<DeclaredKind>): string | undefined {
  const clauses = clausesOf(symbol.node);
  const becomes = symbol.kind === "event" && symbol.node.retired ? retiredText(symbol.node) : undefined;
  const lines = clauses.map((clause) => {
    const steps = clause.steps.map((step) => code(oneLine(step.$cstNode?.text ?? "")));
    const external = clause.$type === "VersionClause" && clause.external ? ["by an external function"] : [];
    const doc = docOf(clause);
    return `- version ${clause.version}: ${[...steps, ...external].join(", ") || "nothing"}${doc === undefined ? "" : ` — ${doc}`}`;
  });
  if (lines.length === 0) return becomes;
  return joined([becomes, ["History", "- version 1", ...lines].join("\n")]);
}

const retiredText = (node: ast.EventDecl): string => {
  const others = node.becomes.map(({ event }) => code(event.segments.at(-1)?.$refText ?? ""));
  return `Retired: becomes ${others.length === 0 ? "nothing" : list(others)}`;
};

function clausesOf(node: AstNode): readonly (ast.VersionClause | ast.EnumVersion)[] {
  if (ast.isEnumDecl(node)) return node.versions;
  const members: readonly AstNode[] =
    ast.isEventDecl(node) || ast.isValueDecl(node) || ast.isEntityDecl(node) || ast.isSagaDecl(node)
      ? node.members
      : [];
  return members.filter(ast.isVersionClause);
}

/** So many names are listed for each verb. */
const shown = 5;

function usersText(symbol: SymbolOf<DeclaredKind>, analysis: Analysis, project: Project): string | undefined {
  const users = [...usersOf(symbol, project, analysis)].filter(
    ([verb]) => verb !== "Type of" || symbol.kind !== "aggregate",
  );
  if (users.length === 0) return undefined;
  return users
    .map(([verb, names]) => {
      const rest = names.length - shown;
      const listed =
        verb === "In scenarios"
          ? String(names.length)
          : names.slice(0, shown).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
      return `- ${verb}: ${listed}`;
    })
    .join("\n");
}

const code = (text: string): string => `\`${text}\``;

const list = (texts: readonly string[]): string => texts.join(", ");

/** Without the indentation that its lines have in common with the last one. */
function dedented(text: string): string {
  const lines = text.split(/\r?\n/);
  const indent = /^\s*/.exec(lines.at(-1) ?? "")?.[0].length ?? 0;
  return lines
    .map((line, index) =>
      index === 0 ? line : line.slice(Math.min(indent, /^\s*/.exec(line)?.[0].length ?? 0)),
    )
    .join("\n");
}
