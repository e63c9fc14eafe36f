/** The fingerprint of a fold: snapshots of another logic are ignored. Content alone: no spans, no comments, no order of files. */
import { createHash } from "node:crypto";
import {
  expressionsIn,
  formerMembers,
  statementsIn,
  type AggregateDecl,
  type Lookup,
  type Ref,
  type Type,
  type Versioned,
} from "@esdl/language/model";
import { expressionsOf } from "./facts.js";
import { shapeOf } from "./types.js";

/**
 * Of the state's shape, the `on` clauses, how older events are read, and every declaration that they rest on: a snapshot that was
 * folded from events that are read differently now is as good as one that was folded differently.
 */
export function logicOf(aggregate: AggregateDecl, lookup: Lookup): string {
  const used = new Map<Ref, unknown>();
  const pending: unknown[] = [
    aggregate.identity.type,
    aggregate.state.fields,
    aggregate.state.getters,
    aggregate.entities,
  ];
  const events = aggregate.events.map((event) => ({
    name: event.name,
    formerly: event.formerly,
    retired: event.retired,
    history: historyOf(event),
  }));
  pending.push(events);
  const handlers = aggregate.handlers.map(({ event, to, creates, from, body }) => ({
    event,
    to,
    creates,
    from,
    body,
  }));
  pending.push(handlers);
  for (const handler of aggregate.handlers) {
    for (const statement of statementsIn(handler.body)) {
      for (const expression of expressionsOf(statement)) {
        for (const part of expressionsIn(expression))
          if (part.kind === "call") reach(part.function, used, lookup, pending);
      }
    }
  }
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    for (const type of typesIn(item)) reach(type, used, lookup, pending);
  }
  const declarations = [...used].sort(([a], [b]) => (a < b ? -1 : 1));
  const content = {
    identity: aggregate.identity,
    state: { fields: aggregate.state.fields, getters: aggregate.state.getters },
    lifecycle: aggregate.lifecycle?.statuses,
    handlers,
    events,
    declarations,
  };
  return createHash("sha256").update(JSON.stringify(content, withoutPlaces)).digest("hex").slice(0, 16);
}

const places: ReadonlySet<string> = new Set([
  "span",
  "nameSpan",
  "doc",
  "public",
  "personal",
  "versions",
  "invariants",
  "where",
]);

/** Places, comments and what is judged elsewhere do not change what a fold does. */
function withoutPlaces(name: string, value: unknown): unknown {
  return places.has(name) ? undefined : value;
}

/** The shapes of before, and the steps between them. */
function historyOf({ versions }: Versioned): unknown {
  return versions.map(({ version, fields, clause }) => ({
    version,
    fields,
    via: clause?.via,
    upcast: clause?.upcast,
  }));
}

/** A named declaration, with its history; nothing for what has none of its own. */
function declaredAs(ref: Ref, lookup: Lookup): unknown {
  const plain = lookup.brands.get(ref) ?? lookup.functions.get(ref);
  if (plain !== undefined) return plain;
  const declared = lookup.enums.get(ref);
  if (declared !== undefined) return { ...declared, history: [...formerMembers(declared)].sort() };
  if (!lookup.values.has(ref) && !lookup.entities.has(ref)) return undefined;
  const shape = shapeOf(ref, lookup);
  return { ...shape, history: historyOf(shape) };
}

function reach(ref: Ref, used: Map<Ref, unknown>, lookup: Lookup, pending: unknown[]): void {
  if (used.has(ref)) return;
  const declared = declaredAs(ref, lookup);
  if (declared === undefined) return;
  used.set(ref, declared);
  pending.push(declared);
}

/** The references of every type in a piece of the model. */
function* typesIn(item: unknown): Generator<Ref> {
  if (typeof item !== "object" || item === null) return;
  if (isReference(item)) yield item.ref;
  if (isCall(item)) yield item.function;
  for (const [name, member] of Object.entries(item)) {
    if (!places.has(name)) yield* typesIn(member);
  }
}

function isReference(item: object): item is Extract<Type, { readonly ref: Ref }> {
  return "kind" in item && "ref" in item && typeof item.ref === "string" && typeof item.kind === "string";
}

function isCall(item: object): item is { readonly function: Ref } {
  return "kind" in item && item.kind === "call" && "function" in item && typeof item.function === "string";
}
