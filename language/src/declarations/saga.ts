/** Sagas: steps, their handlers, and how each event finds its instance. */
import type { FixDraft } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import type {
  Correlation,
  SagaDecl,
  SagaHandler,
  SagaInput,
  SagaVersionClause,
  Type,
} from "../model/index.js";
import { commandKinds, type SymbolOf } from "../names/api.js";
import type { SagaSignature } from "../signatures/api.js";
import { sameType } from "../types/equal.js";
import type { Assembled } from "./aggregate.js";
import {
  type Assembly,
  createParts,
  declaration,
  docAt,
  documented,
  from,
  optional,
  type Parts,
} from "./assembly.js";
import { refuseClauses } from "./clauses.js";
import { resolveEvent } from "./events.js";
import { addBy, keysFrom } from "./keys-from.js";
import { fieldOf, gettersOf, versionedOf } from "./shapes.js";

export function sagaOf(assembly: Assembly, symbol: SymbolOf<"saga">): Assembled<SagaDecl> | undefined {
  const signature = assembly.signatures.saga(symbol.ref);
  if (signature === undefined) return undefined;
  const parts = createParts();
  const key = fieldOf(assembly, signature.key, parts);
  if (key === undefined) return undefined;
  const nodes = symbol.node.members;
  const clauses = nodes.filter((node) => node.$type === "VersionClause");
  const history = versionedOf(assembly, assembly.signatures.versions(symbol.ref), symbol.name, parts);
  const handlers = (list: readonly (ast.Handler | ast.TimeoutHandler)[], start: boolean) =>
    parts.all(list.map((node) => handlerOf(assembly, signature, node, start)));

  const saga: SagaDecl = {
    ...declaration(assembly, symbol),
    key,
    fromStart: symbol.node.fromStart,
    state: {
      fields: history.fields,
      getters: gettersOf(assembly, signature.state.getters, parts),
      versions: history.versions,
    },
    starts: handlers(
      nodes.flatMap((node) => (node.$type === "SagaStart" ? [node.handler] : [])),
      true,
    ),
    steps: nodes.flatMap((node) =>
      node.$type === "SagaStep"
        ? [from(assembly, { ...documented(assembly, node), handlers: handlers(node.handlers, false) }, node)]
        : [],
    ),
    ends: nodes.flatMap((node) =>
      node.$type === "SagaEnds" ? node.ends.map((end) => from(assembly, documented(assembly, end), end)) : [],
    ),
    version: history.version,
    clauses: parts.all(clauses.map((clause) => clauseOf(assembly, clause, parts))),
  };
  return { declaration: from(assembly, saga, symbol.node), whole: parts.isWhole() };
}

function clauseOf(assembly: Assembly, node: ast.VersionClause, parts: Parts): SagaVersionClause | undefined {
  const steps = parts.need(assembly.elaborate.versionSteps(node));
  return steps && { version: node.version, span: assembly.locate.span(node), ...docAt(node), steps };
}

function handlerOf(
  assembly: Assembly,
  signature: SagaSignature,
  node: ast.Handler | ast.TimeoutHandler,
  start: boolean,
): SagaHandler | undefined {
  const { symbol } = signature;
  const refused =
    node.$type === "Handler" && refuseClauses(assembly, node, start ? "start of a saga" : "saga");
  const to = node.target === undefined ? undefined : assembly.signatures.step(node.target, symbol.ref);
  const trigger = refused ? undefined : triggerOf(assembly, node);
  const wrongTarget = node.target !== undefined && to === undefined;
  if (trigger === undefined || wrongTarget) return undefined;
  if (start && node.target === undefined)
    return assembly.report(
      "ESDL6001",
      node,
      { saga: symbol.name, step: signature.steps[0] },
      node.$type === "Handler" ? signature.steps.slice(0, 4).map((step) => addArrow(node, step)) : [],
    );

  const handled = assembly.elaborate.handler(node);
  if (handled === undefined) return undefined;
  const input = inputOf(assembly, signature, node, trigger, handled, start);
  if (input === undefined) return undefined;
  return from(
    assembly,
    {
      span: assembly.locate.span(node),
      ...docAt(node),
      input,
      ...optional("where", handled.where),
      ...optional("to", to),
      body: handled.body,
    },
    node,
  );
}

type Trigger =
  | { readonly kind: "event"; readonly event: SymbolOf<"event"> }
  | { readonly kind: "rejected" | "completed"; readonly command: string }
  | { readonly kind: "after"; readonly duration: string };

function triggerOf(assembly: Assembly, node: ast.Handler | ast.TimeoutHandler): Trigger | undefined {
  const { names, elaborate, report } = assembly;
  if (node.$type === "TimeoutHandler") {
    const duration = elaborate.duration(node.duration);
    if (duration === undefined)
      return report("ESDL2905", { node, property: "duration" }, { text: node.duration });
    return { kind: "after", duration };
  }
  if (node.input === undefined) {
    const event = resolveEvent(assembly, node);
    return event === undefined ? undefined : { kind: "event", event };
  }
  const command = names.resolve(node.trigger.segments, commandKinds, names.placeOf(node.trigger));
  return command === undefined ? undefined : { kind: node.input, command: command.ref };
}

function inputOf(
  assembly: Assembly,
  signature: SagaSignature,
  node: ast.Handler | ast.TimeoutHandler,
  trigger: Trigger,
  handled: NonNullable<ReturnType<Assembly["elaborate"]["handler"]>>,
  start: boolean,
): SagaInput | undefined {
  if (trigger.kind !== "event") return trigger;
  const [by] = handled.by ?? [];
  const correlation: Correlation | undefined =
    by === undefined
      ? correlationOf(assembly, signature, node, trigger.event, start)
      : { kind: "by", key: by };
  if (correlation === undefined) return undefined;
  return { kind: "event", event: trigger.event.ref, correlation, ...optional("for", handled.for) };
}

/** Without `by`: the aggregate's identity, the one field of the key's type, or the command that this instance sent. */
function correlationOf(
  assembly: Assembly,
  { symbol, key }: SagaSignature,
  node: ast.Handler | ast.TimeoutHandler,
  event: SymbolOf<"event">,
  start: boolean,
): Correlation | undefined {
  const { signatures, report } = assembly;
  const type = key.type;
  if (type === undefined) return undefined;
  const identity =
    event.aggregate === undefined ? undefined : signatures.aggregate(event.aggregate)?.identity.type;
  const shape = signatures.event(event.ref)?.fields ?? [];
  // Where a type could not be made out, which has been reported, nobody knows.
  if (identity === undefined || shape.some((field) => field.type === undefined)) return undefined;
  if (sameType(identity, type)) return { kind: "identity" };
  const carries = (of: Type | undefined): boolean =>
    of !== undefined && sameType(of.kind === "optional" ? of.of : of, type);
  const fields = shape.filter((field) => carries(field.type));
  const [field, ...others] = fields;
  const at = { node, property: "trigger" };
  if (others.length > 0)
    return report(
      "ESDL6002",
      at,
      {
        event: event.name,
        key: key.name,
        fields: fields.map(({ name }) => name),
      },
      node.$type === "Handler"
        ? fields.flatMap((one) => (one.type?.kind === "optional" ? [] : [addBy(node, `event.${one.name}`)]))
        : [],
    );
  if (field !== undefined) return { kind: "field", field: field.name };
  if (start) {
    const fixes = node.$type === "Handler" ? keysFrom(assembly, node, event, [key]) : [];
    return report("ESDL6003", at, { event: event.name, saga: symbol.name, key: key.name }, fixes);
  }
  return { kind: "causation" };
}

/** An arrow stands behind all other clauses, before the body. */
function addArrow(node: ast.Handler, step: string): FixDraft {
  const after = node.by ?? node.condition ?? node.loop ?? node.trigger;
  return { title: `Go to ${step}`, edits: [{ after, text: ` -> ${step}` }] };
}
