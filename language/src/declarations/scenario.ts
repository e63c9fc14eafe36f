/** Scenarios: what is given, what is done, what must come out. */
import { clauseOut } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import type { Action, GivenEvent, Ref, ScenarioDecl } from "../model/index.js";
import type { Place, SymbolOf } from "../names/api.js";
import type { FieldSignature } from "../signatures/api.js";
import type { ScenarioFields } from "../elaborate/api.js";
import type { Slot } from "../elaborate/arguments.js";
import { type Assembly, createParts, docAt, from, optional, type Parts } from "./assembly.js";
import { keyPart } from "./keys.js";
import { inStream, moved, ofOwner, withoutPart } from "./scenario-fixes.js";
import { outcomesOf } from "./outcomes.js";

/** What the clauses of one scenario share. */
export interface ScenarioContext {
  readonly assembly: Assembly;
  readonly node: ast.ScenarioDecl;
  readonly subject: SymbolOf<"aggregate"> | undefined;
  /** Where its names are looked up: inside its subject, if it has one. */
  readonly place: Place;
  readonly parts: Parts;
}

export function scenarioOf(assembly: Assembly, node: ast.ScenarioDecl): ScenarioDecl | undefined {
  const parts = createParts();
  const outside = assembly.names.placeOf(node);
  const subject =
    node.subject === undefined
      ? undefined
      : parts.need(assembly.names.resolve(node.subject.segments, ["aggregate"], outside));
  // Without its subject nothing in it can be judged.
  if (node.subject !== undefined && subject === undefined) return undefined;
  const place: Place = subject === undefined ? outside : { ...outside, aggregate: subject };
  const context: ScenarioContext = { assembly, node, subject, place, parts };

  const clauses = node.clauses;
  reportDisorder(context);
  const given = clauses.flatMap((clause) =>
    clause.$type === "GivenClause" ? clause.facts.flatMap((fact) => givenOf(context, fact)) : [],
  );
  const acts = clauses.flatMap((clause) =>
    clause.$type === "WhenClause" ? parts.all(clause.actions.map((action) => actionOf(context, action))) : [],
  );
  const scenario: ScenarioDecl = {
    name: node.name,
    ...docAt(node),
    span: assembly.locate.span(node),
    nameSpan: assembly.locate.span({ node, property: "name" }),
    ...optional("subject", subject?.ref),
    given,
    when: acts,
    then: outcomesOf(context, lastCommand(assembly, acts)),
  };
  return parts.isWhole() ? from(assembly, scenario, node) : undefined;
}

/** What is given, done and expected, in the order in which it has to stand. */
const order = ["given", "when", "then"] as const;
const clauseNames = { GivenClause: "given", WhenClause: "when", ThenClause: "then" } as const;

/** The first clause that stands behind a later one: what is written would not happen in the order in which it is read. */
function reportDisorder({ assembly, node, parts }: ScenarioContext): void {
  let latest: (typeof order)[number] = "given";
  for (const clause of node.clauses) {
    const name = clauseNames[clause.$type];
    if (order.indexOf(name) < order.indexOf(latest)) {
      const { file, start } = assembly.locate.offsets(clause);
      const keyword = { file, start, end: start + name.length };
      const first = node.clauses.find((one) => order.indexOf(clauseNames[one.$type]) > order.indexOf(name));
      const fixes = first === undefined ? [] : [moved(clause, first)];
      parts.need(assembly.report("ESDL7005", keyword, { clause: name, after: latest }, fixes));
      return;
    }
    latest = name;
  }
}

/** The aggregate whose command acts last: its rejections may be named bare. */
function lastCommand({ names }: Assembly, acts: readonly Action[]): SymbolOf<"aggregate"> | undefined {
  const last = acts.findLast((act) => act.kind === "command");
  return last?.call.aggregate === undefined ? undefined : names.get("aggregate", last.call.aggregate);
}

/** The fields that arguments fill. */
export const membersOf = (fields: readonly FieldSignature[]): readonly Slot[] =>
  fields.map(({ name, type, node }) => ({ name, type, node }));

function givenOf(context: ScenarioContext, fact: ast.GivenFact): readonly GivenEvent[] {
  const { assembly, subject, parts } = context;
  if (fact.$type === "GivenEvent") {
    if (subject === undefined)
      return parts.all<GivenEvent>([
        assembly.report(
          "ESDL7001",
          fact.event,
          { name: lastSegment(fact.event) },
          inStream(assembly, fact, fact.event),
        ),
      ]);
    return parts.all([givenEvent(context, fact, subject, undefined)]);
  }
  if (subject !== undefined)
    return parts.all<GivenEvent>([
      assembly.report("ESDL7002", fact.aggregate, { subject: subject.name, what: "stream" }, [
        withoutPart(fact),
      ]),
    ]);
  const aggregate = parts.need(assembly.names.resolve(fact.aggregate.segments, ["aggregate"], context.place));
  if (aggregate === undefined) return [];
  const identity = assembly.signatures.aggregate(aggregate.ref)?.identity.type;
  const id = parts.need(identity && keyPart(assembly, fact.key, identity, context.place));
  return parts.all(fact.events.map((event) => givenEvent(context, event, aggregate, id)));
}

function givenEvent(
  context: ScenarioContext,
  node: ast.GivenEvent,
  aggregate: SymbolOf<"aggregate">,
  id: GivenEvent["id"],
): GivenEvent | undefined {
  const { assembly, place } = context;
  const { signatures, report } = assembly;
  const event = eventOf(context, node.event, aggregate);
  if (event === undefined) return undefined;
  const shape = signatures.event(event.ref, node.version);
  if (shape === undefined || (node.version !== undefined && shape.version !== node.version))
    return report(
      "ESDL7003",
      { node, property: "version" },
      { event: event.name, version: node.version ?? 0, current: signatures.versions(event.ref).length },
      [clauseOut("version", { node, property: "version" })],
    );
  const args = assembly.elaborate.scenarioArguments(
    node.args,
    {
      members: membersOf(shape.fields),
      partial: false,
      what: `event ${event.name}`,
      embedded: shape.embedded,
      identity: identityIn(assembly, aggregate, "carried"),
    },
    place,
    node.event,
  );
  if (args === undefined) return undefined;
  return {
    span: assembly.locate.span(node),
    aggregate: aggregate.ref,
    ...optional("id", id),
    event: event.ref,
    ...optional("version", node.version),
    args,
  };
}

/** The event of `aggregate` that a name means. */
export function eventOf(
  { assembly, subject }: ScenarioContext,
  name: ast.QualifiedName,
  aggregate: SymbolOf<"aggregate">,
): SymbolOf<"event"> | undefined {
  const event = assembly.names.resolveIn(name.segments, ["event"], aggregate);
  if (event === undefined || event.aggregate === aggregate.ref) return event;
  const owner = event.aggregate === undefined ? undefined : assembly.names.get("aggregate", event.aggregate);
  return assembly.report(
    "ESDL7010",
    name,
    { event: event.name, owner: owner?.name ?? "", aggregate: aggregate.name, alone: subject !== undefined },
    ofOwner(name, owner),
  );
}

/** The identity of an aggregate, where it is no argument. */
export function identityIn(
  { signatures }: Assembly,
  aggregate: SymbolOf<"aggregate">,
  why: "carried" | "madeUp",
): ScenarioFields["identity"] {
  const name = signatures.aggregate(aggregate.ref)?.identity.name;
  return name === undefined ? undefined : { name, why };
}

function actionOf(context: ScenarioContext, node: ast.ScenarioAction): Action | undefined {
  const { assembly } = context;
  const span = assembly.locate.span(node);
  if (node.$type === "WaitAction") {
    const duration = assembly.elaborate.duration(node.duration);
    if (duration === undefined)
      return assembly.report("ESDL2905", { node, property: "duration" }, { text: node.duration });
    if (duration === noTime) return assembly.report("ESDL7014", node, {}, [withoutPart(node)]);
    return { kind: "after", span, duration };
  }

  const command = assembly.names.resolve(node.command.segments, ["command"], context.place);
  const actor = actorOf(context, node);
  const signature = command === undefined ? undefined : assembly.signatures.command(command.ref);
  if (command === undefined || signature === undefined || actor === undefined) return undefined;
  if (context.subject !== undefined && command.aggregate !== context.subject.ref)
    return assembly.report("ESDL7002", node.command, { subject: context.subject.name, what: "command" }, [
      withoutPart(node),
    ]);
  const filled = context.subject === undefined ? [signature.identity, ...signature.params] : signature.params;
  const args = assembly.elaborate.scenarioArguments(
    node.args,
    {
      members: membersOf(filled),
      partial: false,
      what: `command ${command.name}`,
      identity: context.subject && identityIn(assembly, context.subject, "madeUp"),
    },
    context.place,
    node.command,
  );
  if (args === undefined) return undefined;
  return {
    kind: "command",
    span,
    call: { command: command.ref, ...optional("aggregate", command.aggregate), args },
    ...actor,
  };
}

/** The canonical text of a duration that is none. */
const noTime = "PT0S";

/** `{ as }`, or `{}` where the system acts. */
function actorOf(
  { assembly, place }: ScenarioContext,
  { role, actor }: ast.CommandAction,
): { readonly as?: { readonly role: Ref; readonly id?: string } } | undefined {
  if (role === undefined || (role.segments.length === 1 && role.segments[0]?.$refText === "system"))
    return {};
  const symbol = assembly.names.resolve(role.segments, ["role"], place);
  return symbol === undefined ? undefined : { as: { role: symbol.ref, ...optional("id", actor) } };
}

export const lastSegment = ({ segments }: ast.QualifiedName): string => segments.at(-1)?.$refText ?? "";
