/** Aggregates: their names and identities, states, `on` clauses, `unique`s; and which of their events are still there. */
import type { AggregateFacts, Facts, FieldFacts, ShapeFacts } from "../facts/facts.js";
import { fieldOf, latest } from "../facts/facts.js";
import { contextOf, localText, nameOf, ownerOf, shortOf } from "../text/local.js";
import { clauseOf, lasting } from "./clause.js";
import { compareRule, compareRules } from "./invariants.js";
import { compareDocs } from "./docs.js";
import { compareShape } from "./shapes.js";
import { movedKeys, shownMoves } from "./keys.js";
import { listed, pasteInto, touchedBy, type Work } from "./work.js";

/** Answers the refs of aggregates that are gone, so that what they held is not missed as well. */
export function compareAggregates(work: Work): ReadonlySet<string> {
  const gone = new Set<string>();
  for (const old of work.old.aggregates.values()) {
    const now = work.now.aggregates.get(old.ref);
    if (now !== undefined) compareAggregate(work, old, now);
    else {
      gone.add(old.ref);
      const heir = heirOf(work, old);
      if (heir !== undefined) gone.add(heir.ref);
      reportGone(work, old, heir);
    }
  }
  return gone;
}

const eventsIn = ({ shapes }: Facts, aggregate: string): readonly string[] =>
  [...shapes.values()].flatMap(({ kind, ref }) =>
    kind === "event" && ownerOf(ref) === aggregate ? [nameOf(ref)] : [],
  );

/** A new aggregate that has the old one's name in another context, or most of its events. */
function heirOf(work: Work, old: AggregateFacts): AggregateFacts | undefined {
  const fresh = [...work.now.aggregates.values()].filter(({ ref }) => !work.old.aggregates.has(ref));
  const events = eventsIn(work.old, old.ref);
  return (
    fresh.find(({ ref }) => nameOf(ref) === nameOf(old.ref)) ??
    fresh.find(({ ref }) => {
      const shared = eventsIn(work.now, ref).filter((name) => events.includes(name));
      return shared.length * 2 > events.length;
    })
  );
}

function reportGone(work: Work, old: AggregateFacts, heir: AggregateFacts | undefined): void {
  const events = eventsIn(work.old, old.ref);
  const held = events.length === 0 ? "its streams" : `stored ${listed(events)} events`;
  const rule =
    heir === undefined
      ? "AGGREGATE_DELETED"
      : contextOf(heir.ref) === contextOf(old.ref)
        ? "AGGREGATE_RENAMED"
        : "STORED_CONTEXT_CHANGED";
  work.report({
    rule,
    subject: old.ref,
    instead: heir?.ref ?? contextOf(old.ref),
    message:
      heir === undefined
        ? `${old.ref} is gone: ${held} could not be read any more`
        : `${old.ref} is ${heir.ref} now: ${held} bear the old name and would be found no more`,
    change: [heir?.ref],
    touches: touchedBy(
      work,
      events.map((name) => ({ event: `${old.ref}.${name}` })),
    ),
  });
}

function compareAggregate(work: Work, old: AggregateFacts, now: AggregateFacts): void {
  const name = shortOf(now.ref);
  compareDocs(work, old, now);
  const keys = old.identity.type === now.identity.type ? movedKeys(work, now.identity.type) : undefined;
  if (keys !== undefined)
    work.report({
      rule: "IDENTITY_TYPE_CHANGED",
      subject: now.ref,
      path: now.identity.name,
      message: `The identity of ${name} is of an enum, and ${shownMoves(keys)}: streams that are stored bear the old name`,
      change: keys.moved.map(({ from, to }) => `${from} ${to}`),
    });
  if (old.identity.type !== now.identity.type)
    work.report({
      rule: "IDENTITY_TYPE_CHANGED",
      subject: now.ref,
      path: now.identity.name,
      message: `The identity of ${name} was ${old.identity.type} and is ${now.identity.type}: streams that are stored bear the old one`,
      change: [old.identity.type, now.identity.type],
    });
  compareRules(work, now.ref, old.invariants, now.invariants);
  compareState(work, old, now);
  for (const [event, fingerprint] of now.handlers) {
    const before = old.handlers.get(event);
    if (before === undefined || before === fingerprint) continue;
    work.report({
      rule: "STATE_LOGIC_CHANGED",
      subject: now.ref,
      path: `on ${nameOf(event)}`,
      at: `on ${event}`,
      message: `\`on ${nameOf(event)}\` of ${name} computes something else from stored events than before: states and decisions on them differ, and snapshots of the old logic are left aside`,
      change: [before, fingerprint],
    });
  }
  for (const unique of now.uniques) if (!old.uniques.includes(unique)) compareUnique(work, old, now, unique);
  for (const unique of old.uniques) {
    const [fields = ""] = unique.split(" in ");
    if (now.uniques.some((one) => one.split(" in ")[0] === fields)) continue;
    compareRule(work, now.ref, `unique ${fields}`, unique, undefined);
  }
}

function compareUnique(work: Work, old: AggregateFacts, now: AggregateFacts, unique: string): void {
  const [fields = "", statuses] = unique.split(" in ");
  const before = old.uniques.find((one) => one.split(" in ")[0] === fields);
  const was = before?.split(" in ")[1]?.split(" | ");
  // In fewer statuses it only lets more through.
  if (before !== undefined && was === undefined && statuses !== undefined) {
    return compareRule(work, now.ref, `unique ${fields}`, unique, undefined);
  }
  if (was !== undefined && statuses?.split(" | ").every((status) => was.includes(status)) === true) return;
  work.report({
    rule: "UNIQUE_ADDED",
    subject: now.ref,
    path: `unique ${fields}`,
    at: `unique ${fields}`,
    message: `${fields} must be unique among all ${shortOf(now.ref)}${statuses === undefined ? "" : ` that are ${statuses}`} from now on: what is stored may hold duplicates already`,
    change: [before, unique],
  });
}

function compareState(work: Work, old: AggregateFacts, now: AggregateFacts): void {
  const shape = ({ type, default: fallback, in: statuses }: FieldFacts): string =>
    [type, fallback ?? "", statuses ?? ""].join(" ");
  const changed = [...new Set([...old.state, ...now.state].map((field) => field.name))].filter((name) => {
    const [before, after] = [fieldOf(old.state, name), fieldOf(now.state, name)];
    return before === undefined || after === undefined || shape(before) !== shape(after);
  });
  if (changed.length > 0)
    work.report({
      rule: "STATE_LOGIC_CHANGED",
      subject: now.ref,
      path: "state",
      at: changed.find((name) => fieldOf(now.state, name) !== undefined),
      message: `The state of ${shortOf(now.ref)} has another shape than before (${listed(changed)}): it is computed anew from stored events, and snapshots of the old one are left aside`,
      change: changed.flatMap((name) => {
        const [before, after] = [fieldOf(old.state, name), fieldOf(now.state, name)];
        return [name, before && shape(before), after && shape(after)];
      }),
    });
  for (const field of now.state) {
    const before = fieldOf(old.state, field.name);
    if (before !== undefined) compareRule(work, now.ref, field.name, before.where, field.where);
  }
}

/** Events of both sides, those that were renamed, moved, deleted or added. */
export function compareEvents(work: Work, gone: ReadonlySet<string>): void {
  const isEvent = ({ kind }: ShapeFacts): boolean => kind === "event";
  const oldEvents = [...work.old.shapes.values()].filter(isEvent);
  const nowEvents = [...work.now.shapes.values()].filter(isEvent);
  const heirs = new Set<string>();
  const missing: ShapeFacts[] = [];
  for (const old of oldEvents) {
    const now = work.now.shapes.get(old.ref);
    if (now !== undefined) compareShape(work, old, now);
    else if (!gone.has(ownerOf(old.ref))) missing.push(old);
  }
  const fresh = nowEvents.filter(({ ref }) => !work.old.shapes.has(ref));
  for (const old of missing) {
    const heir = reportMissing(work, old, fresh, heirs);
    if (heir !== undefined) heirs.add(heir.ref);
  }
  for (const { ref, retired } of fresh) {
    if (heirs.has(ref) || gone.has(ownerOf(ref))) continue;
    work.report({
      rule: "EVENT_ADDED",
      subject: ref,
      message: `${shortOf(ref)} is ${retired === undefined ? "new" : "new, and retired already"}: consumers that list every event of ${nameOf(ownerOf(ref))} do not know it`,
      change: [],
    });
  }
}

/** An event that is not under its name any more. Answers the new event that it lives on as. */
function reportMissing(
  work: Work,
  old: ShapeFacts,
  fresh: readonly ShapeFacts[],
  taken: ReadonlySet<string>,
): ShapeFacts | undefined {
  const aggregate = ownerOf(old.ref);
  const name = nameOf(old.ref);
  const touches = touchedBy(work, [{ event: old.ref }]);
  const siblings = fresh.filter(({ ref }) => ownerOf(ref) === aggregate && !taken.has(ref));
  const declared = [...work.now.shapes.values()].find(
    ({ ref, formerly }) => ownerOf(ref) === aggregate && formerly.includes(name),
  );
  if (declared !== undefined) {
    work.report({
      rule: "EVENT_RENAMED",
      subject: declared.ref,
      formerly: old.ref,
      message: `${shortOf(old.ref)} is called ${nameOf(declared.ref)} now: stored events are read by their former name, and consumers of ${name} wait for it in vain, unless a downcaster gives the name back`,
      forward: work.inverts(declared.ref, latest(old).version) ? "downcast" : "break",
      change: [old.ref],
      touches: touchedBy(work, [{ event: old.ref }, { event: declared.ref }]),
    });
    compareShape(work, old, declared);
    return declared;
  }
  const renamed = siblings.find((event) => sameFields(event, old));
  if (renamed !== undefined) {
    const clause = `formerly ${[...renamed.formerly, name].join(", ")}`;
    work.report({
      rule: "EVENT_RENAMED_UNDECLARED",
      subject: renamed.ref,
      formerly: old.ref,
      message: `${shortOf(old.ref)} seems to be called ${nameOf(renamed.ref)} now, and nothing says so: events that are stored as ${name} could not be read any more`,
      change: [old.ref],
      touches,
      clause,
      paste: pasteInto(
        `${nameOf(renamed.ref)} ${clause}`,
        `Write \`${clause}\``,
        work.places.now.nameSpan(renamed.ref),
        "replace",
      ),
    });
    return renamed;
  }
  const moved = fresh.find(
    (event) => nameOf(event.ref) === name && !taken.has(event.ref) && sameFields(event, old),
  );
  const clause = retiredText(old, work);
  const paste = pasteInto(clause, `Keep ${name} as a retired event`, work.places.now.span(aggregate));
  if (moved !== undefined) {
    work.report({
      rule: "EVENT_MOVED",
      subject: old.ref,
      instead: moved.ref,
      message: `${shortOf(old.ref)} moved to ${shortOf(ownerOf(moved.ref))}: events that are stored belong to streams of ${nameOf(aggregate)}, where they could not be read any more`,
      change: [moved.ref],
      touches,
      clause,
      paste,
    });
    return moved;
  }
  work.report({
    rule: "EVENT_DELETED",
    subject: old.ref,
    instead: aggregate,
    message: `${shortOf(old.ref)} was released and is gone: streams of ${nameOf(aggregate)} that hold one could not be read any more`,
    change: [],
    touches,
    clause,
    paste,
  });
  return undefined;
}

function sameFields(a: ShapeFacts, b: ShapeFacts): boolean {
  const fields = (shape: ShapeFacts): string =>
    latest(shape)
      .fields.map(({ name, type }) => `${name}: ${type}`)
      .sort()
      .join(", ");
  return fields(a) === fields(b);
}

/** The deleted event as a retired one, with its shape and its clauses as they were released. */
function retiredText(old: ShapeFacts, work: Work): string {
  const local = (text: string): string => localText(text, old.ref);
  const fields = latest(old).fields.map(
    ({ name, type, where, personal, default: fallback }) =>
      `${name}: ${local(lasting(type, work))}` +
      (personal === undefined ? "" : personal === "" ? " personal" : ` personal of ${personal}`) +
      (where === undefined ? "" : ` where ${local(where)}`) +
      (fallback === undefined ? "" : ` = ${local(fallback)}`),
  );
  const clauses = old.versions.slice(1).map(({ version, steps = [] }) => clauseOf(version, steps.map(local)));
  const formerly = old.formerly.length === 0 ? "" : ` formerly ${old.formerly.join(", ")}`;
  const open = old.public ? "public " : "";
  // One that was retired already becomes what it became.
  const becomes = (old.retired ?? []).map(local).join(", ") || "nothing";
  const parts = [...fields, ...clauses];
  const body =
    parts.length === 0
      ? ""
      : parts.length === 1 && !parts[0]?.includes("\n")
        ? ` { ${parts[0] ?? ""} }`
        : ` {\n${parts.map((part) => `${part.replace(/^/gm, "  ")}\n`).join("")}}`;
  return `${open}retired event ${nameOf(old.ref)}${formerly}${body} becomes ${becomes}`;
}
