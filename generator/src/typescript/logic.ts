/** Fingerprints: snapshots of another logic are ignored, rows of another one are rebuilt. Content alone: no spans, no comments, no order of files. */
import { createHash } from "node:crypto";
import {
  formerMembers,
  type AggregateDecl,
  type EventDecl,
  type Lookup,
  type ProjectionDecl,
  type Ref,
  type Type,
  type Versioned,
} from "@esdl/language/model";
import { shapeOf } from "./types.js";

/**
 * Of the state's shape, the `on` clauses, how older events are read, and every declaration that they rest on: a snapshot that was
 * folded from events that are read differently now is as good as one that was folded differently.
 */
export function logicOf(aggregate: AggregateDecl, lookup: Lookup): string {
  const pending: unknown[] = [
    aggregate.identity.type,
    aggregate.state.fields,
    aggregate.state.getters,
    aggregate.entities,
  ];
  const events = aggregate.events.map(eventRead);
  pending.push(events);
  const handlers = aggregate.handlers.map(({ event, to, creates, from, body }) => ({
    event,
    to,
    creates,
    from,
    body,
  }));
  pending.push(handlers);
  return fingerprint({
    identity: aggregate.identity,
    state: { fields: aggregate.state.fields, getters: aggregate.state.getters },
    lifecycle: aggregate.lifecycle?.statuses,
    handlers,
    events,
    declarations: declarationsOf(pending, lookup),
  });
}

/**
 * The fingerprint of a read model: of its table, its handlers, how the events that it handles are read, and every
 * declaration that they rest on. A row of another fingerprint may be another one.
 *
 * @param table the columns and indexes, as the runtime is told of them
 */
export function rowLogicOf(projection: ProjectionDecl, table: unknown, lookup: Lookup): string {
  const handlers = projection.handlers.map(({ event, for: loop, where, by, mode, body }) => ({
    event,
    loop,
    condition: where,
    by,
    mode,
    body,
  }));
  const handled = new Set(projection.handlers.map(({ event }) => event));
  const aggregates = new Set([...handled].map((ref) => lookup.events.get(ref)?.aggregate));
  // A retired event may be read as one of those that are handled.
  const events = [...lookup.events.values()]
    .filter((event) => handled.has(event.ref) || (event.retired && aggregates.has(event.aggregate)))
    .map((event) => ({ ref: event.ref, ...eventRead(event) }))
    .sort((a, b) => (a.ref < b.ref ? -1 : 1));
  const { keys, fields, getters } = projection;
  return fingerprint({
    keys,
    fields,
    getters,
    table,
    handlers,
    events,
    declarations: declarationsOf([keys, fields, getters, handlers, events], lookup),
  });
}

/** What decides how a stored event is read. */
function eventRead(event: EventDecl): object {
  const { name, formerly, retired, getters } = event;
  return { name, formerly, retired, getters, history: historyOf(event) };
}

/** Every declaration that some piece of the model rests on. */
function declarationsOf(roots: readonly unknown[], lookup: Lookup): unknown {
  const used = new Map<Ref, unknown>();
  const pending = [...roots];
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    for (const type of typesIn(item)) reach(type, used, lookup, pending);
  }
  return [...used].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A word of letters and digits. */
function fingerprint(content: unknown): string {
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
