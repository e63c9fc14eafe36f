/** Where a declaration is used, by what is done with it there. */
import { type AstNode, AstUtils } from "@esdl/language/editing";
import {
  type Analysis,
  ast,
  type DeclaredKind,
  leavesOf,
  type Project,
  type SymbolOf,
} from "@esdl/language/editing";

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

/** Each verb with those who do it, in the order of the files. Other files are searched by name. */
export function usersOf(
  symbol: SymbolOf<DeclaredKind>,
  project: Project,
  { names }: Analysis,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { root, text } of project.files.values()) {
    if (!text.includes(symbol.name)) continue;
    for (const { node, reference } of leavesOf(root)) {
      if (reference?.$refText !== symbol.name || !ast.isQualifiedName(node)) continue;
      if (node.segments.at(-1) !== reference || !means(node, symbol, names)) continue;
      const use = useOf(node);
      if (use === undefined) continue;
      const users = found.get(use.verb) ?? new Set();
      found.set(use.verb, users.add(use.by));
    }
  }
  return new Map([...found].map(([verb, users]) => [verb, [...users]]));
}

/** By name: of another file, what names mean has not been found out. */
function means(node: ast.QualifiedName, symbol: SymbolOf<DeclaredKind>, names: Analysis["names"]): boolean {
  const scenario = AstUtils.getContainerOfType(node, ast.isScenarioDecl);
  const place = names.placeOf(node);
  const stream =
    AstUtils.getContainerOfType(node, ast.isGivenStream)?.aggregate ??
    AstUtils.getContainerOfType(node, ast.isExpectedStream)?.subject.target ??
    scenario?.subject;
  const aggregate =
    stream === undefined || stream === node ? undefined : names.find(textsOf(stream), ["aggregate"], place);
  return (
    names.find(textsOf(node), [symbol.kind], aggregate === undefined ? place : { ...place, aggregate }) ===
    symbol
  );
}

const textsOf = (name: ast.QualifiedName): readonly string[] => name.segments.map(({ $refText }) => $refText);

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
