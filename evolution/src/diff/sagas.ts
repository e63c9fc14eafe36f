/** Sagas: instances in flight always run on the current definition. */
import { type SagaFacts, type SagaStepFacts } from "../facts/facts.js";
import { contextOf, localText, nameOf, ownerOf, shortOf } from "../text/local.js";
import { clauseOf, stepsBetween } from "./clause.js";
import { fieldChanges, type FieldChange, isOptional } from "./fields.js";
import { isWidening, type Relation } from "./relation.js";
import { compareDocs } from "./docs.js";
import { movedKeys, shownMoves } from "./keys.js";
import { listed, pasteInto, type Work } from "./work.js";

export function compareSagas(work: Work): void {
  for (const old of work.old.sagas.values()) {
    const now = work.now.sagas.get(old.ref);
    if (now !== undefined) compareSaga(work, old, now);
    else
      work.report({
        rule: "SAGA_REMOVED",
        subject: old.ref,
        instead: contextOf(old.ref),
        message: `${shortOf(old.ref)} is gone: instances in flight stop where they are, and what they sent is neither followed nor undone`,
        change: [],
      });
  }
}

function compareSaga(work: Work, old: SagaFacts, now: SagaFacts): void {
  const name = shortOf(now.ref);
  compareDocs(work, old, now);
  if (old.key.type !== now.key.type || old.key.name !== now.key.name)
    work.report({
      rule: "SAGA_KEY_CHANGED",
      subject: now.ref,
      message: `The key of ${name} was ${old.key.name}: ${old.key.type} and is ${now.key.name}: ${now.key.type}: instances in flight are found by the old one`,
      change: [JSON.stringify(old.key), JSON.stringify(now.key)],
    });
  const keys = old.key.type === now.key.type ? movedKeys(work, now.key.type) : undefined;
  if (keys !== undefined)
    work.report({
      rule: "SAGA_KEY_CHANGED",
      subject: now.ref,
      path: now.key.name,
      message: `The key of ${name} is of an enum, and ${shownMoves(keys)}: instances in flight are found by the old name`,
      change: keys.moved.map(({ from, to }) => `${from} ${to}`),
    });
  compareInputs(work, now, { where: "start", old: old.starts, now: now.starts });
  if (!compareClauses(work, old, now)) return;
  const clauses = [...now.clauses].filter(([version]) => version > old.version).map(([, steps]) => steps);
  compareState(work, old, now, clauses);
  compareSteps(work, old, now, clauses);
  const undos = old.undos.filter((undo) => !now.undos.includes(undo));
  if (undos.length > 0)
    work.report({
      rule: "SAGA_UNDO_REMOVED",
      subject: now.ref,
      path: "undo",
      message: `${name} sends ${listed(undos.map((undo) => shortOf(undo.split(" by ")[0] ?? "")))} without the undo that it had: instances in flight undo what they sent before, and nothing that they send from now on`,
      change: undos,
    });
}

function compareClauses(work: Work, old: SagaFacts, now: SagaFacts): boolean {
  for (const [version, steps] of old.clauses) {
    const written = now.clauses.get(version);
    if (written !== undefined && [...written].sort().join("\n") === [...steps].sort().join("\n")) continue;
    const clause = clauseOf(
      version,
      steps.map((step) => localText(step, now.ref)),
    );
    const place = work.places.now.span(now.ref, `@${String(version)}`);
    work.report({
      rule: "SAGA_CLAUSE_EDITED",
      subject: now.ref,
      at: `@${String(version)}`,
      message: `Version ${String(version)} of ${shortOf(now.ref)} was released with another clause: instances in flight since version ${String(version - 1)} would be taken for something else`,
      versions: { old: version - 1, now: version },
      change: [String(version), ...steps, "", ...(written ?? [])],
      clause,
      paste: pasteInto(
        clause,
        `Take back version ${String(version)} as it was released`,
        place ?? work.places.now.span(now.ref),
        place === undefined ? "into" : "replace",
      ),
    });
    return false;
  }
  return true;
}

/** The clause that a saga lacks: in a new version, or with what the new version says already. */
function addClause(work: Work, old: SagaFacts, now: SagaFacts, steps: readonly string[]) {
  const next = old.version + 1;
  const written = (now.clauses.get(next) ?? []).map((step) => localText(step, now.ref));
  const place = work.places.now.span(now.ref, `@${String(next)}`);
  const clause = clauseOf(next, [...new Set([...written, ...steps])]);
  return {
    clause,
    paste: pasteInto(
      clause,
      `${place === undefined ? "Add" : "Complete"} version ${String(next)}`,
      place ?? work.places.now.span(now.ref),
      place === undefined ? "into" : "replace",
    ),
  };
}

function compareState(
  work: Work,
  old: SagaFacts,
  now: SagaFacts,
  clauses: readonly (readonly string[])[],
): void {
  const changes = fieldChanges(old.state, now.state, clauses, work).filter(
    (change) => change.kind !== "default" && change.kind !== "condition",
  );
  const name = shortOf(now.ref);
  const broken = changes.filter((change) => breaks(change, clauses));
  if (broken.length > 0) {
    const affected = new Set(broken.map(({ field }) => field.name));
    const steps = stepsBetween({
      home: now.ref,
      old: old.state.filter((field) => affected.has(field.name)),
      now: now.state.filter((field) => affected.has(field.name)),
      sides: work,
    });
    work.report({
      rule: "SAGA_STATE_CHANGED",
      subject: now.ref,
      at: broken.find(({ kind }) => kind !== "removed")?.field.name,
      message: `The state of ${name} changed in ${listed([...affected])}, and nothing says what that is for instances in flight since version ${String(old.version)}`,
      versions: { old: old.version, now: now.version },
      change: broken.map(({ kind, field }) => `${kind} ${field.name}: ${field.type}`),
      ...addClause(work, old, now, steps),
    });
    return;
  }
  for (const change of changes)
    if (change.kind !== "personal")
      work.report({
        rule: "SAGA_STATE_WIDENED",
        subject: now.ref,
        path: change.field.name,
        message: `${change.field.name} in the state of ${name} ${change.kind === "added" ? "is new" : change.kind === "removed" ? "is gone" : "was changed"}, and instances in flight are read by its default or its step`,
        change: [change.kind, change.field.type],
      });
}

function breaks(change: FieldChange, clauses: readonly (readonly string[])[]): boolean {
  switch (change.kind) {
    case "added":
      return (
        !change.declared &&
        !isOptional(change.field) &&
        change.field.default === undefined &&
        !/\[\]$|^set<|^map</.test(change.field.type)
      );
    case "removed":
      return !change.declared;
    case "type":
      return !change.declared && !isWidening(change.relation) && !isAdopted(change.relation, clauses);
    default:
      return false;
  }
}

/** A clause says that the state holds the other version; that none is left out is held by the checker. */
const isAdopted = (relation: Relation, clauses: readonly (readonly string[])[]): boolean =>
  relation.kind === "version" && clauses.flat().includes(`adopt ${relation.ref} ${String(relation.to)}`);

function compareSteps(
  work: Work,
  old: SagaFacts,
  now: SagaFacts,
  clauses: readonly (readonly string[])[],
): void {
  const name = shortOf(now.ref);
  const moves = new Map(
    clauses.flat().flatMap((step) => {
      const found = /^(rename|remove) step (\w+) (?:to|as) (\w+)$/.exec(step);
      return found === null ? [] : [[found[2] ?? "", found[3] ?? ""] as const];
    }),
  );
  const known = new Set(old.steps.map((step) => step.name));
  for (const step of old.steps) {
    const after = now.steps.find((one) => one.name === step.name);
    if (after !== undefined) {
      compareStep(work, now, step, after);
      continue;
    }
    const heir = moves.get(step.name);
    if (heir !== undefined || step.end) {
      work.report({
        rule: "SAGA_STEP_REMOVED",
        subject: now.ref,
        path: `step ${step.name}`,
        at: `@${String(now.version)}`,
        message:
          heir === undefined
            ? `The end ${step.name} of ${name} is gone: instances that ended there are kept under a name that it does not have`
            : `Instances of ${name} that wait in ${step.name} wait in ${heir} from now on, with the timers that they started`,
        change: [step.name, heir],
      });
      continue;
    }
    const fresh = now.steps.filter((one) => !one.end && !known.has(one.name));
    const vanished = old.steps.filter(
      (one) => !one.end && !now.steps.some((other) => other.name === one.name),
    );
    const [only] = fresh;
    const text =
      only !== undefined && fresh.length === 1 && vanished.length === 1
        ? `rename step ${step.name} to ${only.name}`
        : `remove step ${step.name} as ${now.steps[0]?.name ?? step.name}`;
    work.report({
      rule: "SAGA_STEP_VANISHED",
      subject: now.ref,
      path: `step ${step.name}`,
      message: `Step ${step.name} of ${name} was released and is gone: instances in flight that wait in it are nowhere`,
      versions: { old: old.version, now: now.version },
      change: [step.name],
      ...addClause(work, old, now, [text]),
    });
  }
}

function compareStep(work: Work, now: SagaFacts, old: SagaStepFacts, after: SagaStepFacts): void {
  const place = `step ${old.name}`;
  compareInputs(work, now, { where: place, old: old.inputs, now: after.inputs });
  const [before, timers] = [[...old.timers].sort(), [...after.timers].sort()];
  if (before.join() !== timers.join())
    work.report({
      rule: "SAGA_TIMER_CHANGED",
      subject: now.ref,
      path: place,
      message: `The timers of ${place} of ${shortOf(now.ref)} were ${before.join(", ") || "none"} and are ${timers.join(", ") || "none"}: those that run already go by the old ones`,
      change: [...before, "", ...timers],
    });
}

/** `on E by …`: the inputs, and how each finds its instance. */
function compareInputs(
  work: Work,
  saga: SagaFacts,
  {
    where,
    old,
    now,
  }: { readonly where: string; readonly old: readonly string[]; readonly now: readonly string[] },
): void {
  const name = shortOf(saga.ref);
  const eventOf = (input: string): string => input.split(" by ")[0] ?? input;
  const known = old.map((input) => asCalledNow(work, input));
  const [before, after] = [[...new Set(known.map(eventOf))].sort(), [...new Set(now.map(eventOf))].sort()];
  if (before.join() !== after.join()) {
    const isStart = where === "start";
    work.report({
      rule: isStart ? "SAGA_START_CHANGED" : "SAGA_INPUTS_CHANGED",
      subject: saga.ref,
      path: where,
      message: isStart
        ? `${name} was started ${listed(before.map(shown))} and is started ${listed(after.map(shown))}: events that have passed start nothing any more`
        : `${where} of ${name} took ${listed(before.map(shown)) || "nothing"} and takes ${listed(after.map(shown)) || "nothing"}: instances in flight wait for other things than before`,
      change: [...before, "", ...after],
    });
    return;
  }
  for (const input of known) {
    if (now.includes(input)) continue;
    const match = now.find((one) => eventOf(one) === eventOf(input));
    work.report({
      rule: "SAGA_CORRELATION_CHANGED",
      subject: saga.ref,
      path: `${where} ${shown(eventOf(input))}`,
      at: where,
      message: `${shown(eventOf(input))} in ${where} of ${name} found its instance by ${byOf(input)} and finds it by ${byOf(match ?? "")}: events reach other instances than those that wait for them`,
      change: [input, match],
    });
  }
}

/** An input under the name that its event has now: with `formerly` it is the same event, and reaches the same instances. */
function asCalledNow({ now }: Work, input: string): string {
  const [, event] = /^on (\S+)/.exec(input) ?? [];
  if (event === undefined || now.shapes.has(event)) return input;
  const renamed = [...now.shapes.values()].find(
    ({ ref, formerly }) => ownerOf(ref) === ownerOf(event) && formerly.includes(nameOf(event)),
  );
  return renamed === undefined ? input : input.replace(event, renamed.ref);
}

const shown = (input: string): string => input.replace(/\w+(?:\.\w+)+/, (ref) => shortOf(ref));
const byOf = (input: string): string => input.slice(input.indexOf(" by ") + 4);
