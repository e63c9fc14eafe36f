/** Events, values and entities: their clauses, their fields, and what is said beside them. */
import { latest, type ShapeFacts, versionOf } from "../facts/facts.js";
import { localText, nameOf, shortOf } from "../text/local.js";
import { clauseOf, renames, stepsBetween } from "./clause.js";
import { fieldChanges, type FieldChange, isOptional } from "./fields.js";
import { reportField } from "./field-findings.js";
import { isWidening } from "./relation.js";
import { compareDocs } from "./docs.js";
import { compareRules } from "./invariants.js";
import { parseStep, shapeOfStep } from "./steps.js";
import { type Draft, listed, pasteInto, touchedBy, type Work } from "./work.js";

/** A shape that both sides have; an event may have been renamed. */
export function compareShape(work: Work, old: ShapeFacts, now: ShapeFacts): void {
  comparePublic(work, old, now);
  compareRules(work, now.ref, old.invariants, now.invariants);
  // That an event was retired says more than that it is deprecated no longer.
  const isRetired = old.retired === undefined && now.retired !== undefined;
  compareDocs(work, isRetired ? { ...old, deprecated: now.deprecated } : old, now);
  if (now.kind === "event") compareStoredNames(work, old, now);
  if (now.kind === "event") compareRetirement(work, old, now);
  compareCalls(work, old, now);
  if (compareClauses(work, old, now) && isExplained(work, old, now)) compareFields(work, old, now);
}

function comparePublic(work: Work, old: ShapeFacts, now: ShapeFacts): void {
  if (old.public === now.public) return;
  const name = shortOf(now.ref);
  work.report({
    rule: now.public ? "MADE_PUBLIC" : "MADE_PRIVATE",
    subject: now.ref,
    message: now.public
      ? `${name} is public from now on, so others may build on its ${now.kind === "event" ? "versions" : "shape"}`
      : `${name} was public and is not any more: other contexts and outside consumers that read it lose it`,
    change: [String(old.public), String(now.public)],
    touches: touchedBy(work, [{ event: now.ref }]).filter(({ foreign }) => foreign),
  });
}

function compareStoredNames(work: Work, old: ShapeFacts, now: ShapeFacts): void {
  const dropped = old.formerly.filter((name) => !now.formerly.includes(name));
  for (const name of dropped) {
    work.report({
      rule: "STORED_NAME_DROPPED",
      subject: now.ref,
      message: `Events that were stored as ${name} are read as ${shortOf(now.ref)}, and would not be read any more`,
      change: [name],
      clause: `formerly ${[...now.formerly, name].join(", ")}`,
      paste:
        now.formerly.length > 0
          ? undefined
          : pasteInto(
              `${nameOf(now.ref)} formerly ${name}`,
              `Write \`formerly ${name}\``,
              work.places.now.nameSpan(now.ref),
              "replace",
            ),
    });
  }
}

function compareRetirement(work: Work, old: ShapeFacts, now: ShapeFacts): void {
  const [before, after] = [old.retired?.join(" | "), now.retired?.join(" | ")];
  if (before === after) return;
  const name = shortOf(now.ref);
  const becomes =
    now.retired?.length === 0
      ? "nothing"
      : listed((now.retired ?? []).map((part) => nameOf(part.split("(")[0] ?? "")));
  work.report({
    rule: "EVENT_RETIRED",
    subject: now.ref,
    message:
      now.retired === undefined
        ? `${name} was retired and is an event again: what it stood for is read as ${name} from now on`
        : old.retired !== undefined
          ? `Stored ${name} events, which are read as others, become something else than before (${becomes}): what was computed of them differs from now on`
          : `Stored ${name} events are read as ${becomes} from now on: who counts or reads ${name} sees other events`,
    change: [before, after],
    touches: touchedBy(work, [{ event: old.ref }]),
  });
  if (old.retired === undefined && now.retired !== undefined && !old.deprecated) {
    work.report({
      rule: "REMOVED_WITHOUT_DEPRECATION",
      subject: now.ref,
      message: `${name} is emitted no more, and no release before said that it would go: consumers had no time to move`,
      forward: old.public ? "break" : "danger",
      change: ["retired"],
      touches: touchedBy(work, [{ event: old.ref }]),
    });
  }
}

/** The words of released steps may stay, and what they call compute something else. */
function compareCalls(work: Work, old: ShapeFacts, now: ShapeFacts): void {
  const changed = [...old.calls].flatMap(([name, before]) => {
    const after = now.calls.get(name);
    return after === undefined || after === before ? [] : [{ name, before, after }];
  });
  if (changed.length === 0) return;
  const names = changed.map(({ name }) => localText(name, now.ref));
  work.report({
    rule: "UPCASTER_CHANGED",
    subject: now.ref,
    message: `${listed(names)} ${names.length === 1 ? "computes" : "compute"} something else than when ${shortOf(now.ref)} was released, and its older versions are read with that: they would be read as something else than they were`,
    change: changed.flatMap(({ name, before, after }) => [name, before, after]),
    touches: touchedBy(
      work,
      eventsOf(work, now).map(({ event }) => ({ event })),
    ),
  });
}

/** Released clauses stay as they are. False when the rest of the comparison would be guesswork. */
function compareClauses(work: Work, old: ShapeFacts, now: ShapeFacts): boolean {
  const name = shortOf(now.ref);
  const missing = old.versions.filter(({ version }) => version > now.versions.length);
  const [first] = missing;
  if (first !== undefined) {
    const clause = missing.map(({ version, steps = [] }) => releasedClause(now, version, steps)).join("\n");
    work.report({
      rule: "RELEASED_CLAUSE_REMOVED",
      subject: now.ref,
      message: `${name} was released as version ${String(old.versions.length)}, and only ${String(now.versions.length)} of its versions are left: what is stored as version ${String(old.versions.length)} would be read as something else`,
      versions: { old: old.versions.length, now: now.versions.length },
      change: missing.map(({ version, steps = [] }) => `${String(version)} ${steps.join(" ")}`),
      clause,
      paste: pasteInto(clause, `Take back version ${String(first.version)}`, work.places.now.span(now.ref)),
    });
    return false;
  }
  let same = true;
  for (const { version, steps = [] } of old.versions.slice(1)) {
    const written = versionOf(now, version)?.steps ?? [];
    if (sameSteps(steps, written)) continue;
    const clause = releasedClause(now, version, steps);
    const draft: Omit<Draft, "rule" | "message"> = {
      subject: now.ref,
      versions: { old: version - 1, now: version },
      change: [String(version), ...steps, "", ...written],
      at: `@${String(version)}`,
      clause,
      paste: pasteInto(
        clause,
        `Take back version ${String(version)} as it was released`,
        work.places.now.span(now.ref, `@${String(version)}`),
        "replace",
      ),
    };
    if (sameSteps(steps.map(shapeOfStep), written.map(shapeOfStep))) {
      const changed = steps.filter(
        (step) => !written.includes(step) && !followsDefault(step, old, now, written),
      );
      if (changed.length === 0) continue;
      const fields = changed.flatMap((step) => {
        const parsed = parseStep(step);
        return parsed?.kind === "add" || parsed?.kind === "change" ? [parsed.name] : [];
      });
      work.report({
        ...draft,
        rule: "UPCASTER_CHANGED",
        path: fields[0],
        message: `Version ${String(version)} of ${name} was released with another step for ${listed(fields)}: events of version ${String(version - 1)} would be read as something else than they were`,
        touches: touchedBy(
          work,
          eventsOf(work, now).flatMap(({ event, field }) =>
            field === undefined ? fields.map((one) => ({ event, field: one })) : [{ event, field }],
          ),
        ),
      });
      continue;
    }
    work.report({
      ...draft,
      rule: "RELEASED_CLAUSE_EDITED",
      message: `Version ${String(version)} of ${name} was released with another clause: what is stored as version ${String(version - 1)} would be taken for a shape that it never had`,
    });
    same = false;
  }
  return same;
}

const sameSteps = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && [...a].sort().join("\n") === [...b].sort().join("\n");

/** A bare `add f` fills in the default: when that changes, the default is what is to be blamed. */
function followsDefault(step: string, old: ShapeFacts, now: ShapeFacts, written: readonly string[]): boolean {
  const parsed = parseStep(step);
  if (parsed?.kind !== "add") return false;
  const before = latest(old).fields.find(({ name }) => name === parsed.name)?.default;
  const after = latest(now).fields.find(({ name }) => name === parsed.name)?.default;
  return (
    before !== undefined &&
    before !== after &&
    parsed.value === before &&
    written.includes(`add ${parsed.name} = ${String(after)}`)
  );
}

const releasedClause = (now: ShapeFacts, version: number, steps: readonly string[]): string =>
  clauseOf(
    version,
    steps.map((step) => localText(step, now.ref)),
  );

/** The event itself, or the events that hold a value. */
const eventsOf = (
  work: Work,
  { ref, kind }: ShapeFacts,
): readonly { readonly event: string; readonly field?: string }[] =>
  kind === "event" ? [{ event: ref }] : (work.uses.get(ref) ?? []);

/** The released version is what the clauses of today compute back to; else there is a clause to paste. */
function isExplained(work: Work, old: ShapeFacts, now: ShapeFacts): boolean {
  const released = latest(old);
  const computed = versionOf(now, released.version);
  if (computed === undefined) return false;
  const isCurrent = released.version === now.versions.length;
  // Conditions, defaults and marks are known of the current version only.
  const changes = fieldChanges(released.fields, computed.fields, [], work).filter(
    (change) => isCurrent || change.kind === "added" || change.kind === "removed" || change.kind === "type",
  );
  const unexplained = changes.filter(
    (change) => needsClause(change) && (isCurrent || !isDeletedBrand(work, change)),
  );
  if (unexplained.length === 0) return true;
  const next = released.version + 1;
  const steps = isCurrent
    ? stepsBetween({ home: now.ref, old: released.fields, now: computed.fields, sides: work })
    : mergedSteps(work, old, now, next);
  const clause = clauseOf(next, steps);
  const span = work.places.now.span(now.ref, isCurrent ? undefined : `@${String(next)}`);
  const paths = unexplained.map((change) => ("field" in change ? change.field.name : ""));
  const versions = { old: released.version, now: isCurrent ? released.version : next };
  work.report({
    rule: "SHAPE_CHANGED_WITHOUT_VERSION",
    subject: now.ref,
    at: isCurrent ? atOf(unexplained) : `@${String(next)}`,
    message: `Version ${String(released.version)} of ${shortOf(now.ref)} was released with another shape: ${listed(unexplained.map(describe))}; what is stored as version ${String(released.version)} would not be read as it was written`,
    versions,
    change: unexplained.map(describe),
    uses: now.kind === "event" ? [] : work.uses.get(now.ref),
    touches: touchedBy(
      work,
      eventsOf(work, now).flatMap(({ event, field }) =>
        field === undefined ? paths.map((path) => ({ event, field: path })) : [{ event, field }],
      ),
    ),
    clause,
    paste: pasteInto(
      clause,
      `${isCurrent ? "Add" : "Complete"} version ${String(next)}`,
      span ?? work.places.now.span(now.ref),
      isCurrent ? "into" : "replace",
    ),
  });
  return false;
}

/** The steps that the clause has, and those that it lacks. */
function mergedSteps(work: Work, old: ShapeFacts, now: ShapeFacts, next: number): readonly string[] {
  const written = versionOf(now, next)?.steps ?? [];
  const released = latest(old).fields;
  const computed = versionOf(now, next - 1)?.fields ?? [];
  // What the clause would have to start from, and what it starts from now.
  const lacking = stepsBetween({ home: now.ref, old: released, now: computed, sides: work });
  return [...new Set([...written.map((step) => localText(step, now.ref)), ...lacking])];
}

/** The first member of the new shape that is at fault. */
const atOf = (changes: readonly FieldChange[]): string | undefined => {
  const found = changes.find((change) => change.kind !== "removed");
  return found?.field.name;
};

function needsClause(change: FieldChange): boolean {
  switch (change.kind) {
    case "added":
      return !isOptional(change.field);
    case "removed":
    case "renamed":
      return true;
    case "type":
      return !isWidening(change.relation);
    case "condition":
      return change.change !== "looser";
    case "default":
    case "personal":
      return false;
  }
}

/** What was removed may be written as its base when the type was deleted as well: the JSON is the same. */
const isDeletedBrand = ({ old, now }: Work, change: FieldChange): boolean =>
  change.kind === "type" &&
  change.relation.kind === "brand" &&
  old.brands.has(change.old.type.replace(/\?$/, "")) &&
  !now.brands.has(change.old.type.replace(/\?$/, ""));

function describe(change: FieldChange): string {
  const { name, type } = change.field;
  switch (change.kind) {
    case "added":
      return `${name}: ${type} was not in it`;
    case "removed":
      return `${name}: ${type} was in it`;
    case "renamed":
      return `${name} was called ${change.old.name}`;
    case "type":
      return change.relation.kind === "version"
        ? `${name} held version ${String(change.relation.from)} of ${shortOf(change.relation.ref)}, and not ${String(change.relation.to)}`
        : `${name} was ${change.old.type}, and not ${type}`;
    case "condition":
      return change.old.where === undefined
        ? `${name} had no condition`
        : `${name} had the condition ${change.old.where}`;
    case "default":
      return `${name} had another default`;
    case "personal":
      return `${name} had another mark`;
  }
}

function compareFields(work: Work, old: ShapeFacts, now: ShapeFacts): void {
  const [released, current] = [latest(old), latest(now)];
  const clauses = now.versions.slice(released.version).map(({ steps = [] }) => steps);
  const changes = fieldChanges(released.fields, current.fields, clauses, work);
  const versions = { old: released.version, now: current.version };
  const context = {
    work,
    old,
    now,
    versions,
    down: clauses.length > 0 && work.inverts(now.ref, released.version),
  };
  const pairs = undeclaredRenames(changes);
  for (const change of changes) {
    if (change.kind === "removed" && pairs.has(change.field.name)) continue;
    if (change.kind === "added" && [...pairs.values()].includes(change.field.name)) continue;
    reportField(context, change);
  }
  for (const [from, to] of pairs) {
    work.report({
      rule: "FIELD_RENAMED_UNDECLARED",
      subject: now.ref,
      path: to,
      atOld: from,
      message: `${shortOf(now.ref)} removes ${from} and adds ${to} of the same type in version ${String(current.version)}: what stored events hold as ${from} is dropped, and consumers of version ${String(released.version)} miss it`,
      versions,
      change: [from, to],
      uses: now.kind === "event" ? [] : work.uses.get(now.ref),
      touches: touchedBy(work, [
        { event: now.ref, field: to },
        { event: old.ref, field: from },
      ]),
      clause: `rename ${from} to ${to}`,
    });
  }
  if (work.transitive && changes.length + clauses.length > 0) compareOlder(work, old, now, changes);
  for (const version of now.versions.slice(released.version))
    if (version.steps?.length === 0)
      work.report({
        rule: "VERSION_WITHOUT_CHANGE",
        subject: now.ref,
        at: `@${String(version.version)}`,
        message: `Version ${String(version.version)} of ${shortOf(now.ref)} changes nothing: its events are read as those of version ${String(version.version - 1)}`,
        versions: { old: version.version - 1, now: version.version },
        change: [String(version.version)],
      });
}

/** Consumers of older versions than the last: what they miss that those of the last do not. */
function compareOlder(work: Work, old: ShapeFacts, now: ShapeFacts, known: readonly FieldChange[]): void {
  const current = latest(now);
  const keyOf = ({ kind, field }: FieldChange): string => `${kind} ${field.name}`;
  const seen = new Set(known.map(keyOf));
  for (const { version, fields } of old.versions.slice(0, -1).reverse()) {
    const clauses = now.versions.slice(version).map(({ steps = [] }) => steps);
    const versions = { old: version, now: current.version };
    const context = { work, old, now, versions, down: work.inverts(now.ref, version) };
    for (const change of fieldChanges(fields, current.fields, clauses, work)) {
      const concerns = change.kind === "removed" || change.kind === "renamed" || change.kind === "type";
      if (!concerns || seen.has(keyOf(change))) continue;
      seen.add(keyOf(change));
      reportField(context, change);
    }
  }
}

/** Fields that were removed and added in one go, as the only ones of their type. */
function undeclaredRenames(changes: readonly FieldChange[]): ReadonlyMap<string, string> {
  const removed = changes.flatMap((change) => (change.kind === "removed" ? [change.field] : []));
  const added = changes.flatMap((change) => (change.kind === "added" && change.declared ? [change] : []));
  // What is made from something else is no renaming.
  const bare = added.filter(({ value }) => !value?.includes("old."));
  return renames(
    removed,
    bare.map(({ field }) => field),
  );
}
