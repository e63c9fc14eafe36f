/**
 * Who brings about what: commands emit events, events are handled, handlers send commands; and functions are called. The
 * edges of the call hierarchy.
 */
import { type Analysis, type AstNode, ast, AstUtils, type Project } from "@esdl/language/editing";
import { type Declared, meaningOf, referencesTo, type Written, writtenIn } from "./references.js";

/** What has a place in the hierarchy: a declaration that can be brought about, or something that has effects. */
export type Caller =
  | ast.CommandDecl
  | ast.Handler
  | ast.TimeoutHandler
  | ast.EventDecl
  | ast.FunctionDecl
  | ast.ExternalFunctionDecl
  | ast.ExternalCommandDecl
  | ast.Getter
  | ast.Invariant
  | ast.QueryDecl
  | ast.ScenarioDecl;

export const isCaller = (node: AstNode): node is Caller => callers.has(node.$type);

const callers: ReadonlySet<string> = new Set(
  (
    "CommandDecl Handler TimeoutHandler EventDecl FunctionDecl ExternalFunctionDecl ExternalCommandDecl Getter Invariant " +
    "QueryDecl ScenarioDecl"
  ).split(" "),
);

export interface Edge {
  readonly from: Caller;
  readonly to: Caller;
  /** `effect`: it is written in `from`; `trigger`: in `to`, which waits for it. */
  readonly by: "effect" | "trigger";
  /** Where it is written. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** By the property that holds the name: what is brought about there. */
const effects: ReadonlySet<string> = new Set([
  "EmitStatement.event",
  "Become.event",
  "SendStatement.command",
  "UndoClause.command",
  "CommandAction.command",
  "CallExpr.callee",
]);

/** The kinds of what can be brought about. */
const named = ["command", "externalCommand", "event", "function"] as const;

function roleOf({ node, isLast }: Written): Edge["by"] | undefined {
  if (!isLast) return undefined;
  const key = `${node.$container.$type}.${node.$containerProperty ?? ""}`;
  if (key === "Handler.trigger") return "trigger";
  return effects.has(key) ? "effect" : undefined;
}

/** An edge for each place where something names what it brings about, or waits for. */
function edgeOf(written: Written, target: Caller, file: string): Edge | undefined {
  const { start, end, node } = written;
  const role = roleOf(written);
  const around = AstUtils.getContainerOfType(node.$container, isCaller);
  if (role === undefined || around === undefined) return undefined;
  return role === "trigger"
    ? { from: target, to: around, by: role, file, start, end }
    : { from: around, to: target, by: role, file, start, end };
}

/** What names a declaration, as edges. */
function edgesAt(symbol: Declared, project: Project, analysis: Analysis): readonly Edge[] {
  const { node } = symbol;
  if (!isCaller(node)) return [];
  return referencesTo(symbol, project, analysis).flatMap(
    (reference) => edgeOf(reference, node, reference.file) ?? [],
  );
}

/** What is named inside of a node, as edges. */
function edgesIn(node: Caller, file: string, project: Project, { names }: Analysis): readonly Edge[] {
  const place = node.$cstNode;
  const source = project.files.get(file);
  if (place === undefined || source === undefined) return [];
  return [...writtenIn(source).values()].flat().flatMap((written) => {
    if (written.start < place.offset || written.end > place.end || roleOf(written) === undefined) return [];
    const symbol = meaningOf(written, named, names);
    return symbol === undefined || !isCaller(symbol.node) ? [] : (edgeOf(written, symbol.node, file) ?? []);
  });
}

/** All edges from or to a node of a file: those that it says itself, then those that others say. */
export function edgesOf(node: Caller, file: string, project: Project, analysis: Analysis): readonly Edge[] {
  const symbol = ast.isNamed(node) ? analysis.names.declaredBy(node) : undefined;
  const at = symbol === undefined ? [] : edgesAt(symbol, project, analysis);
  const all = [...edgesIn(node, file, project, analysis), ...at].filter(
    ({ from, to }) => from === node || to === node,
  );
  // What names itself is found both ways.
  return [...new Map(all.map((edge) => [`${edge.file} ${String(edge.start)}`, edge])).values()];
}
