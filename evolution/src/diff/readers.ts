/** Who reads an event, and which of its fields: projections, sagas, policies, `on` clauses, scenarios. */
import {
  type Expr,
  expressionsIn,
  type Loop,
  type Model,
  type PlaceStep,
  type Ref,
  type Span,
  type Statement,
  statementsIn,
} from "@esdl/language/model";
import { contextOf } from "../text/local.js";
import type { Touched } from "./finding.js";
import { placeOf } from "./places.js";

interface Reader extends Omit<Touched, "foreign"> {
  readonly context: string;
  /** The fields that it reads. */
  readonly fields: ReadonlySet<string>;
}

export interface Readers {
  /** Who reads one of the `fields` of an event; without them, who handles it at all. */
  readonly ofEvent: (event: Ref, fields?: readonly string[]) => readonly Touched[];
  /** Who sends a command. */
  readonly ofCommand: (command: Ref) => readonly Touched[];
}

export function readersOf(model: Model): Readers {
  const events = new Map<Ref, Reader[]>();
  const commands = new Map<Ref, Reader[]>();
  const add = (map: Map<Ref, Reader[]>, ref: Ref, reader: Reader): void => {
    const list = map.get(ref);
    if (list === undefined) map.set(ref, [reader]);
    else list.push(reader);
  };
  const handler = (
    kind: Touched["kind"],
    name: string,
    { event, span, exprs, body }: Handler,
    context: string,
  ): void => {
    const own = { kind, name, context, place: placeOf(model, span) };
    if (event !== undefined) add(events, event, { ...own, fields: eventFields(exprs, body) });
    for (const statement of statementsIn(body)) {
      if (statement.kind !== "send") continue;
      for (const call of [statement.send, statement.undo])
        if (call !== undefined) add(commands, call.command, { ...own, fields: new Set() });
    }
  };
  for (const { name: context, aggregates, projections, sagas, policies, scenarios } of model.contexts) {
    for (const aggregate of aggregates)
      for (const { event, span, body } of aggregate.handlers)
        handler("aggregate", aggregate.ref, { event, span, body, exprs: [] }, context);
    for (const projection of projections)
      for (const { event, span, body, by, where, for: loop } of projection.handlers)
        handler(
          "projection",
          projection.ref,
          { event, span, body, exprs: [...by, ...some(where), ...listOf(loop)] },
          context,
        );
    for (const saga of sagas)
      for (const { input, span, body, where } of [
        ...saga.starts,
        ...saga.steps.flatMap((step) => step.handlers),
      ]) {
        const isEvent = input.kind === "event";
        const correlation = isEvent && input.correlation.kind === "by" ? [input.correlation.key] : [];
        const exprs = [...some(where), ...correlation, ...listOf(isEvent ? input.for : undefined)];
        handler("saga", saga.ref, { ...(isEvent ? { event: input.event } : {}), span, body, exprs }, context);
      }
    for (const policy of policies)
      handler(
        "policy",
        policy.ref,
        {
          event: policy.event,
          span: policy.span,
          body: policy.body,
          exprs: [...some(policy.where), ...listOf(policy.for)],
        },
        context,
      );
    for (const { name, span, given, when, then } of scenarios) {
      const own = { kind: "scenario" as const, name, context, place: placeOf(model, span) };
      const seen = [
        ...given,
        ...then.flatMap((outcome) => (outcome.kind === "events" ? outcome.events : [])),
      ];
      for (const { event, args } of seen)
        add(events, event, { ...own, fields: new Set(args.map((arg) => arg.name)) });
      for (const action of when)
        if (action.kind === "command") add(commands, action.call.command, { ...own, fields: new Set() });
    }
  }
  const touched = (list: readonly Reader[], of: Ref): readonly Touched[] => {
    const once = new Map<string, Touched>();
    for (const { kind, name, context, place } of list) {
      const key = `${kind} ${context} ${name}`;
      if (!once.has(key))
        once.set(key, {
          kind,
          name,
          foreign: context !== contextOf(of),
          ...(place === undefined ? {} : { place }),
        });
    }
    return [...once.values()];
  };
  return {
    ofEvent: (event, fields) =>
      touched(
        (events.get(event) ?? []).filter(
          (reader) => fields === undefined || fields.some((field) => reader.fields.has(field)),
        ),
        event,
      ),
    ofCommand: (command) => touched(commands.get(command) ?? [], command),
  };
}

interface Handler {
  readonly event?: Ref;
  readonly span: Span;
  readonly exprs: readonly Expr[];
  readonly body: readonly Statement[];
}

const some = (expr: Expr | undefined): readonly Expr[] => (expr === undefined ? [] : [expr]);
const listOf = (loop: Loop | undefined): readonly Expr[] => (loop === undefined ? [] : [loop.list]);

function eventFields(exprs: readonly Expr[], body: readonly Statement[]): ReadonlySet<string> {
  const fields = new Set<string>();
  for (const expr of [...exprs, ...[...statementsIn(body)].flatMap(expressionsOf)])
    for (const one of expressionsIn(expr))
      if (one.kind === "field" && one.target.kind === "root" && one.target.root === "event")
        fields.add(one.name);
  return fields;
}

/** The expressions directly inside of a statement. */
function expressionsOf(statement: Statement): readonly Expr[] {
  const path = (steps: readonly PlaceStep[]): readonly Expr[] =>
    steps.flatMap((step) => (step.kind === "index" ? [step.key] : []));
  switch (statement.kind) {
    case "require":
      return [statement.condition, ...statement.rejection.args.map(({ value }) => value)];
    case "emit":
      return statement.args.map(({ value }) => value);
    case "let":
      return [statement.value];
    case "if":
      return [statement.condition];
    case "for":
      return [statement.list];
    case "assign":
      return [...path(statement.place.path), statement.value];
    case "remove":
      return path(statement.place.path);
    case "send":
      return [...statement.send.args, ...(statement.undo?.args ?? [])].map(({ value }) => value);
    case "undoAll":
      return [];
  }
}
