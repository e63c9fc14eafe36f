/** Projections and policies. */
import { leaveOut } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import type {
  Expr,
  PolicyDecl,
  ProjectionDecl,
  ProjectionHandler,
  ProjectionIndex,
  QueryDecl,
} from "../model/index.js";
import type { SymbolOf } from "../names/api.js";
import type { ProjectionSignature } from "../signatures/api.js";
import { sameType } from "../types/equal.js";
import type { Assembled } from "./aggregate.js";
import { type Assembly, createParts, declaration, docAt, documented, from, optional } from "./assembly.js";
import { refuseClauses } from "./clauses.js";
import { eventIdentity, resolveEvent } from "./events.js";
import { keysFrom } from "./keys-from.js";
import { fieldsOf, gettersOf } from "./shapes.js";

export function projectionOf(
  assembly: Assembly,
  symbol: SymbolOf<"projection">,
): Assembled<ProjectionDecl> | undefined {
  const signature = assembly.signatures.projection(symbol.ref);
  if (signature === undefined) return undefined;
  const parts = createParts();
  const keys = fieldsOf(assembly, signature.keys, parts);
  const nodes = symbol.node.members;
  const projection: ProjectionDecl = {
    ...declaration(assembly, symbol),
    keys,
    fields: fieldsOf(assembly, signature.row.fields, parts),
    getters: gettersOf(assembly, signature.row.getters, parts),
    indexes: parts.all(
      nodes.flatMap((node) => (node.$type === "IndexDecl" ? [indexOf(assembly, node, signature)] : [])),
    ),
    handlers: parts.all(
      nodes.flatMap((node) => (node.$type === "Handler" ? [handlerOf(assembly, node, signature)] : [])),
    ),
    queries: parts.all(
      nodes.flatMap((node) => (node.$type === "QueryDecl" ? [queryOf(assembly, node)] : [])),
    ),
  };
  return { declaration: from(assembly, projection, symbol.node), whole: parts.isWhole() };
}

function indexOf(
  assembly: Assembly,
  node: ast.IndexDecl,
  { symbol, keys, row }: ProjectionSignature,
): ProjectionIndex | undefined {
  const parts = createParts();
  const members = new Map([...keys, ...row.fields].map((field) => [field.name, field]));
  const columns = parts.all(
    node.columns.map(({ field, descending }) => {
      const member = assembly.signatures.member(field, { members }, `the rows of ${symbol.name}`);
      return member === undefined ? undefined : { name: member.name, descending };
    }),
  );
  return parts.isWhole() ? from(assembly, { span: assembly.locate.span(node), columns }, node) : undefined;
}

function handlerOf(
  assembly: Assembly,
  node: ast.Handler,
  signature: ProjectionSignature,
): ProjectionHandler | undefined {
  const { symbol: projection, keys } = signature;
  const refused = refuseClauses(assembly, node, "projection");
  const event = resolveEvent(assembly, node);
  if (event === undefined || refused) return undefined;
  if (node.mode === "delete" && node.body !== undefined)
    return assembly.report("ESDL5002", node.body, { projection: projection.name }, [leaveOut(node.body)]);
  const handled = assembly.elaborate.handler(node);
  if (handled === undefined) return undefined;
  const by = handled.by ?? impliedKey(assembly, event, signature);
  if (by === "unknown") return undefined;
  if (by === undefined)
    return assembly.report(
      "ESDL5001",
      { node, property: "trigger" },
      { event: event.name, projection: projection.name, keys: keys.map((key) => key.name) },
      keysFrom(assembly, node, event, keys),
    );
  const handler: ProjectionHandler = {
    span: assembly.locate.span(node),
    ...docAt(node),
    event: event.ref,
    ...optional("for", handled.for),
    ...optional("where", handled.where),
    by,
    mode: node.mode ?? "upsert",
    body: handled.body,
  };
  return from(assembly, handler, node);
}

/**
 * Without `by`: the identity of the event's aggregate, if it has the type of the only key. Unknown where one of their
 * types could not be made out.
 */
function impliedKey(
  assembly: Assembly,
  event: SymbolOf<"event">,
  { keys }: ProjectionSignature,
): readonly Expr[] | "unknown" | undefined {
  const [key] = keys;
  if (keys.length > 1) return undefined;
  const identity = eventIdentity(assembly, event);
  if (identity === undefined || key?.type === undefined) return "unknown";
  return sameType(identity.type, key.type) ? [identity] : undefined;
}

function queryOf(assembly: Assembly, node: ast.QueryDecl): QueryDecl | undefined {
  const parts = createParts();
  const params = fieldsOf(assembly, assembly.signatures.query(node), parts);
  const body = parts.need(assembly.elaborate.query(node));
  if (body === undefined || !parts.isWhole()) return undefined;
  return from(assembly, { ...documented(assembly, node), params, ...body }, node);
}

export function policyOf(assembly: Assembly, symbol: SymbolOf<"policy">): PolicyDecl | undefined {
  const { handler, fromStart } = symbol.node;
  const refused = refuseClauses(assembly, handler, "policy");
  const event = resolveEvent(assembly, handler);
  if (event === undefined || refused) return undefined;
  const handled = assembly.elaborate.handler(handler);
  if (handled === undefined) return undefined;
  return from(
    assembly,
    {
      ...declaration(assembly, symbol),
      fromStart,
      event: event.ref,
      ...optional("for", handled.for),
      ...optional("where", handled.where),
      body: handled.body,
    },
    symbol.node,
  );
}
