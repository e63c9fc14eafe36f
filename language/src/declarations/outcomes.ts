/** What a scenario expects: events, a rejection, nothing, the state, rows, and the steps of sagas. */
import { type FixDraft, leaveOut, write } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import { isOutcome } from "../generated/ast.js";
import type { ExpectedEvent, Expr, Outcome } from "../model/index.js";
import type { ModelSymbol, SymbolKind, SymbolOf } from "../names/api.js";
import type { FieldSignature, GetterSignature, ShapeSignature } from "../signatures/api.js";
import type { Slot } from "../elaborate/arguments.js";
import { compositeKey, keyPart } from "./keys.js";
import { inStream, withoutPart } from "./scenario-fixes.js";
import { eventOf, identityIn, lastSegment, membersOf, type ScenarioContext } from "./scenario.js";

/** The outcomes in their order; the events of one stream are one, wherever they stand. */
export function outcomesOf(
  context: ScenarioContext,
  acting: SymbolOf<"aggregate"> | undefined,
): readonly Outcome[] {
  const found: Outcome[] = [];
  for (const clause of context.node.clauses) {
    if (clause.$type !== "ThenClause") continue;
    for (const node of clause.outcomes) {
      const outcome = context.parts.need(outcomeOf(context, node, acting));
      if (outcome === undefined) continue;
      const same = found.findIndex((other) => isSameStream(other, outcome));
      const before = found[same];
      if (before?.kind === "events" && outcome.kind === "events")
        found[same] = { ...before, events: [...before.events, ...outcome.events] };
      else found.push(outcome);
    }
  }
  return found;
}

const isSameStream = (a: Outcome, b: Outcome): boolean =>
  a.kind === "events" &&
  b.kind === "events" &&
  a.aggregate === b.aggregate &&
  JSON.stringify(a.id) === JSON.stringify(b.id);

function outcomeOf(
  context: ScenarioContext,
  node: ast.Outcome,
  acting: SymbolOf<"aggregate"> | undefined,
): Outcome | undefined {
  const span = context.assembly.locate.span(node);
  switch (node.$type) {
    case "ExpectedNothing":
      return { kind: "nothing", span };
    case "ExpectedRejection":
      return rejectedOf(context, node, acting);
    case "ExpectedState":
      return stateOf(context, node);
    case "Expected":
      return ownEvent(context, node);
    case "ExpectedStream":
      return streamOf(context, node);
    case "ExpectedRow":
    case "ExpectedAbsence":
      return rowOf(context, node);
    case "ExpectedStep":
      return stepOf(context, node);
  }
}

function rejectedOf(
  { assembly, place }: ScenarioContext,
  node: ast.ExpectedRejection,
  acting: SymbolOf<"aggregate"> | undefined,
): Outcome | undefined {
  const { names, signatures, elaborate, locate } = assembly;
  const near = acting?.context === place.context ? { ...place, aggregate: acting } : place;
  const rejection = names.resolve(node.rejection.segments, ["rejection", "builtInRejection"], near);
  if (rejection === undefined) return undefined;
  const fields = rejection.kind === "rejection" ? (signatures.rejection(rejection.ref)?.fields ?? []) : [];
  const args = elaborate.scenarioArguments(
    node.args,
    { members: membersOf(fields), partial: true, what: `rejection ${rejection.name}` },
    place,
    node.rejection,
  );
  return args && { kind: "rejected", span: locate.span(node), rejection: rejection.ref, args };
}

/** Under `for` only: elsewhere it would not be clear whose state. */
function stateOf(
  { assembly, place, subject }: ScenarioContext,
  node: ast.ExpectedState,
): Outcome | undefined {
  const { signatures, elaborate, locate, report } = assembly;
  if (subject === undefined) return report("ESDL7004", node, {});
  const aggregate = signatures.aggregate(subject.ref);
  if (aggregate === undefined) return undefined;
  const status: readonly Slot[] =
    aggregate.lifecycle === undefined
      ? []
      : [{ name: "status", type: { kind: "enum", ref: aggregate.lifecycle.enum } }];
  const args = elaborate.scenarioArguments(
    node.args,
    {
      members: [...status, ...visibleMembers(aggregate.state)],
      partial: true,
      what: `the state of ${subject.name}`,
      identity: identityIn(assembly, subject, "madeUp"),
    },
    place,
    node,
  );
  return args && { kind: "state", span: locate.span(node), args };
}

/** Fields and what is computed from them. */
const visibleMembers = ({ fields, getters }: ShapeSignature): readonly Slot[] => [
  ...membersOf(fields),
  ...getters.map(({ name, type, node }: GetterSignature) => ({ name, type, node })),
];

function ownEvent(context: ScenarioContext, node: ast.Expected): Outcome | undefined {
  const { assembly, subject } = context;
  // A key with nothing behind it is a problem of the syntax.
  if (node.args === undefined) return undefined;
  const elsewhere = notAnEvent(context, node.target);
  if (elsewhere !== undefined) return elsewhere.report();
  if (subject === undefined)
    return assembly.report(
      "ESDL7001",
      node.target,
      { name: lastSegment(node.target) },
      inStream(assembly, node, node.target),
    );
  const event = expectedEvent(context, node, subject);
  return event && { kind: "events", span: event.span, aggregate: subject.ref, events: [event] };
}

/** A row or step without its key, or a rejection without its word, where an event would stand. */
function notAnEvent(
  { assembly, place }: ScenarioContext,
  target: ast.QualifiedName,
): { readonly report: () => undefined } | undefined {
  const { names, signatures, report } = assembly;
  if (names.find(textsOf(target), ["event"], place) !== undefined) return undefined;
  const found = names.take(target.segments, ["projection", "saga", "rejection"], place);
  if (found === undefined) return undefined;
  const { kind, name, ref } = found;
  if (kind === "rejection") {
    const { file, start } = assembly.locate.offsets(target);
    const edits = [{ at: { file, start, end: start }, text: "rejected " }];
    return {
      report: () =>
        report("ESDL7009", target, { name, kind }, [{ title: `Write \`rejected ${name}\``, edits }]),
    };
  }
  const keys =
    kind === "saga"
      ? [signatures.saga(ref)?.key.name ?? ""]
      : signatures.projection(ref)?.keys.map((key) => key.name);
  return { report: () => report("ESDL7007", target, { name, keys: keys ?? [""] }) };
}

const textsOf = ({ segments }: ast.QualifiedName): readonly string[] =>
  segments.map((segment) => segment.$refText);

function expectedEvent(
  context: ScenarioContext,
  node: ast.Expected,
  aggregate: SymbolOf<"aggregate">,
): ExpectedEvent | undefined {
  const { assembly, place } = context;
  const { signatures, elaborate, locate, report } = assembly;
  const event = eventOf(context, node.target, aggregate);
  if (event === undefined) return undefined;
  if (event.node.retired)
    return report("ESDL7006", node.target, { event: event.name }, [withoutExpected(node)]);
  const args = elaborate.scenarioArguments(
    node.args,
    {
      members: membersOf(signatures.event(event.ref)?.fields ?? []),
      partial: true,
      what: `event ${event.name}`,
      identity: identityIn(assembly, aggregate, "carried"),
    },
    place,
    node.target,
  );
  return args && { span: locate.span(node), event: event.ref, args };
}

/** An event among those of a stream, or by itself. */
const withoutExpected = (node: ast.Expected): FixDraft => {
  const stream = node.$container;
  if (stream.$type !== "ExpectedStream") return withoutPart(node);
  return stream.events.length === 1 ? withoutPart(stream) : leaveOut(node);
};

function streamOf(context: ScenarioContext, node: ast.ExpectedStream): Outcome | undefined {
  const { assembly, parts } = context;
  const target = targetOf(context, node.subject, "aggregate");
  if (target === undefined) return undefined;
  const identity = assembly.signatures.aggregate(target.ref)?.identity;
  const [id] = (identity && keyOf(context, node.subject, [identity], target.name)) ?? [];
  const events = parts.all(node.events.map((event) => expectedEvent(context, event, target)));
  return id && { kind: "events", span: assembly.locate.span(node), aggregate: target.ref, id, events };
}

function rowOf(context: ScenarioContext, node: ast.ExpectedRow | ast.ExpectedAbsence): Outcome | undefined {
  const { assembly } = context;
  const target = targetOf(context, node.subject, "projection");
  const signature = target === undefined ? undefined : assembly.signatures.projection(target.ref);
  if (target === undefined || signature === undefined) return undefined;
  const span = assembly.locate.span(node);
  const key = keyOf(context, node.subject, signature.keys, target.name);
  if (node.$type === "ExpectedAbsence") return key && { kind: "noRow", span, projection: target.ref, key };
  const [single] = signature.keys.length === 1 ? signature.keys : [];
  const args = assembly.elaborate.scenarioArguments(
    node.row,
    {
      members: visibleMembers(signature.row),
      partial: true,
      what: `a row of ${target.name}`,
      identity: single && { name: single.name, why: "key" },
    },
    context.place,
    node,
  );
  return key && args && { kind: "row", span, projection: target.ref, key, args };
}

function stepOf(context: ScenarioContext, node: ast.ExpectedStep): Outcome | undefined {
  const { assembly } = context;
  const target = targetOf(context, node.subject, "saga");
  const signature = target === undefined ? undefined : assembly.signatures.saga(target.ref);
  if (target === undefined || signature === undefined) return undefined;
  const [key] = keyOf(context, node.subject, [signature.key], target.name) ?? [];
  const step = assembly.signatures.step(node.step, target.ref);
  if (key === undefined || step === undefined) return undefined;
  return { kind: "saga", span: assembly.locate.span(node), saga: target.ref, key, step };
}

/** What stands before the key. Under `for` only the subject runs, so that there is nothing else to look at. */
function targetOf<const K extends "aggregate" | "projection" | "saga">(
  { assembly, place, subject }: ScenarioContext,
  node: ast.Expected,
  kind: K,
): SymbolOf<K> | undefined {
  const { names, report } = assembly;
  const { target } = node;
  const symbol =
    names.take(target.segments, [kind], place) ??
    names.take(target.segments, ["aggregate", "projection", "saga"], place) ??
    names.resolve(target.segments, [kind], place);
  if (symbol === undefined) return undefined;
  if (subject !== undefined)
    return report(
      "ESDL7002",
      target,
      { subject: subject.name, what: kind === "aggregate" ? "stream" : kind },
      isOutcome(node.$container) ? [withoutPart(node.$container)] : [],
    );
  return isOf(symbol, kind)
    ? symbol
    : report(
        "ESDL7009",
        target,
        { name: symbol.name, kind: symbol.kind },
        node.$container.$type === "ExpectedAbsence" && symbol.kind === "aggregate"
          ? [{ title: "Write `{}`", edits: [{ in: node.$container, word: "nothing", text: "{}" }] }]
          : [],
      );
}

const isOf = <K extends SymbolKind>(symbol: ModelSymbol, kind: K): symbol is SymbolOf<K> =>
  symbol.kind === kind;

/** The only part of a simple key; of a composite one, the label that no part has. */
function keyFixes({ args }: ast.Expected, keys: readonly string[]): readonly FixDraft[] {
  const items = args?.items ?? [];
  const [first] = items;
  if (args !== undefined && keys.length === 1 && first !== undefined)
    return [
      { title: "Take the first part", edits: [{ at: args, text: ` ${first.value.$cstNode?.text ?? ""}` }] },
    ];
  const labels = items.map(({ label }) => label?.$refText);
  const missing = keys.filter((key) => !labels.includes(key));
  const item = items.find(({ label }) => label !== undefined && !keys.includes(label.$refText));
  const [only] = missing;
  if (items.length !== keys.length || missing.length !== 1 || item === undefined || only === undefined)
    return [];
  return [write({ node: item, property: "label" }, only)];
}

/** The key as written: one literal, or a composite one in parentheses. */
function keyOf(
  { assembly, place }: ScenarioContext,
  node: ast.Expected,
  keys: readonly FieldSignature[],
  name: string,
): readonly Expr[] | undefined {
  const [first] = keys;
  const parts =
    node.key === undefined
      ? node.args && compositeKey(assembly, node.args, keys, place)
      : keys.length === 1 && first !== undefined
        ? [first.type && keyPart(assembly, node.key, first.type, place)]
        : undefined;
  if (parts === undefined) {
    const names = keys.map((key) => key.name);
    return assembly.report("ESDL7007", node, { name, keys: names }, keyFixes(node, names));
  }
  const there = parts.filter((part) => part !== undefined);
  return there.length === parts.length ? there : undefined;
}
