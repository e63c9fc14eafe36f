/** Where a declaration is used, by what is done with it there. */
import { type Analysis, type AstNode, ast, type Project } from "@esdl/language/editing";
import { type Declared, referencesTo } from "../references/references.js";

/** What a use is called: the verb, and who does it. */
interface Use {
  readonly verb: string;
  readonly by: string;
}

/** By the property that holds the name. */
const verbs: Readonly<Record<string, string>> = {
  "EmitStatement.event": "Emitted by",
  "Become.event": "Became of",
  "SendStatement.command": "Sent by",
  "UndoClause.command": "Undoes in",
  "RequireStatement.rejection": "Rejects",
  "Unique.rejection": "Rejects",
  "Grant.role": "May",
  "GivenEvent.event": "In scenarios",
  "CommandAction.command": "In scenarios",
  "Expected.target": "In scenarios",
  "ExpectedRejection.rejection": "In scenarios",
  "GivenStream.aggregate": "In scenarios",
  "ScenarioDecl.subject": "In scenarios",
  "CommandAction.role": "In scenarios",
  "NamedType.target": "Type of",
};

/** Each verb with those who do it, in the order of the files. */
export function usersOf(
  symbol: Declared,
  project: Project,
  analysis: Analysis,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { node, isLast } of referencesTo(symbol, project, analysis)) {
    const use = isLast && ast.isQualifiedName(node) ? useOf(node) : undefined;
    if (use === undefined) continue;
    const users = found.get(use.verb) ?? new Set();
    found.set(use.verb, users.add(use.by));
  }
  return new Map([...found].map(([verb, users]) => [verb, [...users]]));
}

function useOf(node: ast.QualifiedName): Use | undefined {
  const { $container: outer, $containerProperty: property } = node;
  if (outer.$type === "Handler") {
    const verb = outer.input === undefined ? "Handled by" : `Waited for (${outer.input}) by`;
    return { verb, by: ownerOf(outer) };
  }
  const verb = verbs[`${outer.$type}.${property ?? ""}`];
  return verb === undefined ? undefined : { verb, by: ownerOf(outer) };
}

/** The declaration around a use, as people say it. */
function ownerOf(node: AstNode): string {
  for (let at: AstNode | undefined = node; at !== undefined; at = at.$container) {
    const word = words[at.$type];
    if (word !== undefined) return `${word} \`${ast.isNamed(at) ? at.name : ""}\``;
    if (ast.isScenarioDecl(at)) return `“${at.name}”`;
  }
  return "";
}

const words: Readonly<Record<string, string>> = {
  CommandDecl: "command",
  AggregateDecl: "aggregate",
  ProjectionDecl: "projection",
  SagaDecl: "saga",
  PolicyDecl: "policy",
  EventDecl: "event",
  ValueDecl: "value",
  EntityDecl: "entity",
  RejectionDecl: "rejection",
  FunctionDecl: "function",
  ExternalFunctionDecl: "function",
  ExternalCommandDecl: "external command",
  TypeDecl: "type",
  IdDecl: "id",
};
