/**
 * The versions of a shape, computed backwards: the current shape is written down, and each version clause says how it came
 * from the one before. Types are carried as they are today and stamped with the versions that they embedded then.
 */
import { leaveOut } from "../diagnostics/drafts.js";
import type { Report } from "../diagnostics/report.js";
import type * as ast from "../generated/ast.js";
import type { Ref, Type } from "../model/index.js";
import type { NameSegment, Place } from "../names/api.js";
import { mostSimilar, spelling } from "../names/similar.js";
import type { FieldSignature, Origin, ShapeSignature, VersionSignature } from "./api.js";
import { shape } from "./shapes.js";
import { type Adoption, type AdoptionContext, adoptionsOf, mentions } from "./adoptions.js";
import { stamp } from "./types.js";

export interface HistoryContext extends AdoptionContext {
  readonly typeOf: (type: ast.TypeExpr, from: Place) => Type | undefined;
}

export interface HistoryOptions {
  readonly place: Place;
  /** What messages call it. */
  readonly owner: string;
  /** The steps of a saga and its ends; absent on what has none. */
  readonly steps?: readonly ast.Named[];
}

/** Oldest first; the last has the fields and getters of `current`. Reports what is wrong with the clauses. */
export function historyOf(
  context: HistoryContext,
  current: ShapeSignature,
  clauses: readonly ast.VersionClause[],
  options: HistoryOptions,
): readonly VersionSignature[] {
  checkNumbers(context.report, clauses);
  const versions: VersionSignature[] = [];
  const adoptions = adoptionsOf(context, { ...options, fields: current.fields }, clauses);
  let fields = current.fields;
  let steps = options.steps ?? [];
  for (let version = clauses.length + 1; version >= 1; version--) {
    const clause = clauses[version - 2];
    const back =
      clause === undefined
        ? undefined
        : stepBack(context, options, clause, { fields, steps }, adoptions.in(version));
    const embedded = adoptions.at(version);
    versions.push({
      ...shape(
        fields.map((field) => stamped(field, embedded)),
        clause === clauses.at(-1) ? current.getters : [],
      ),
      version,
      ...(clause === undefined ? {} : { clause }),
      origins: back?.origins ?? new Map<string, Origin>(),
      embedded,
    });
    if (back !== undefined) ({ fields, steps } = back);
  }
  return versions.reverse();
}

function stamped(field: FieldSignature, embedded: ReadonlyMap<Ref, number>): FieldSignature {
  return field.type === undefined || embedded.size === 0
    ? field
    : { ...field, type: stamp(field.type, embedded) };
}

/** The clauses are numbered 2, 3, … in their order. After a wrong number it goes on from there: one report a mistake. */
export function checkNumbers(
  report: Report,
  clauses: readonly (ast.VersionClause | ast.EnumVersion)[],
): void {
  let expected = 2;
  for (const clause of clauses) {
    if (clause.version !== expected)
      report("ESDL4001", { node: clause, property: "version" }, { found: clause.version, expected }, [
        {
          title: `Write ${String(expected)}`,
          edits: [{ at: { node: clause, property: "version" }, text: String(expected) }],
        },
      ]);
    expected = clause.version + 1;
  }
}

interface Snapshot {
  readonly fields: readonly FieldSignature[];
  readonly steps: readonly ast.Named[];
}

/** The shape before `clause`, and where each field after it comes from. */
function stepBack(
  context: HistoryContext,
  options: HistoryOptions,
  clause: ast.VersionClause,
  after: Snapshot,
  adopted: ReadonlyMap<Ref, Adoption>,
): Snapshot & { readonly origins: ReadonlyMap<string, Origin> } {
  if (clause.external) return { ...after, origins: new Map<string, Origin>() };
  const work: Work = {
    ...context,
    ...options,
    clause,
    after,
    before: new Map(after.fields.map((field) => [field.name, field])),
    removed: [],
    origins: new Map(),
    adopted,
    touched: new Map(),
  };
  const fieldSteps = clause.steps.filter((step) => !isSagaStep(step));
  const sagaSteps = clause.steps.filter(isSagaStep);
  for (const step of fieldSteps) undo(work, step);
  const fields = distinct(
    work,
    [...work.before.values()].filter((field) => field !== undefined),
  );
  for (const [ref, { symbol, step }] of adopted)
    if (!after.fields.some((field) => mentions(field, ref)))
      context.report("ESDL4008", step.target, { name: symbol.name, owner: options.owner }, [leaveOut(step)]);
  return {
    fields,
    steps: stepsBefore(work, sagaSteps),
    origins: new Map(after.fields.map((field) => [field.name, originOf(work, field)])),
  };
}

/** A clause while its steps are undone. Fields go by the names that they have after it. */
interface Work extends HistoryContext, HistoryOptions {
  readonly clause: ast.VersionClause;
  readonly after: Snapshot;
  readonly before: Map<string, FieldSignature | undefined>;
  readonly removed: FieldSignature[];
  readonly origins: Map<string, Origin>;
  readonly adopted: ReadonlyMap<Ref, Adoption>;
  /** The steps that each field was in. */
  readonly touched: Map<string, readonly ast.VersionStep["$type"][]>;
}

type SagaStep = ast.RenameSagaStep | ast.RemoveSagaStep;
const isSagaStep = (step: ast.VersionStep): step is SagaStep =>
  step.$type === "RenameSagaStep" || step.$type === "RemoveSagaStep";

function undo(work: Work, step: Exclude<ast.VersionStep, SagaStep>): void {
  switch (step.$type) {
    case "AddStep":
      return undoAdd(work, step);
    case "RemoveStep":
      return undoRemove(work, step);
    case "RenameStep":
      return undoRename(work, step);
    case "ChangeStep":
      return undoChange(work, step);
    case "AdoptStep":
      return;
  }
}

function undoAdd(work: Work, step: ast.AddStep): void {
  const field = fieldAfter(work, step.field, step);
  if (field === undefined) return;
  if (field.role === "key") {
    work.report("ESDL4005", step.field, { name: field.name, owner: work.owner }, [leaveOut(step)]);
    return;
  }
  work.before.set(field.name, undefined);
  work.origins.set(field.name, { kind: "added", step });
}

function undoRemove(work: Work, step: ast.RemoveStep): void {
  if (step.name === "") return;
  const at = { node: step, property: "name" };
  if (work.before.has(step.name)) {
    work.report("ESDL4003", at, { name: step.name, owner: work.owner }, [leaveOut(step)]);
    return;
  }
  work.removed.push({
    name: step.name,
    type: work.typeOf(step.type, work.place),
    node: step,
    at,
    hasDefault: false,
  });
}

function undoRename(work: Work, step: ast.RenameStep): void {
  const field = fieldAfter(work, step.to, step);
  const before = field === undefined ? undefined : work.before.get(field.name);
  if (field === undefined || before === undefined || step.name === "") return;
  work.before.set(field.name, {
    ...before,
    name: step.name,
    node: step,
    at: { node: step, property: "name" },
  });
}

function undoChange(work: Work, step: ast.ChangeStep): void {
  const field = fieldAfter(work, step.field, step);
  const before = field === undefined ? undefined : work.before.get(field.name);
  if (field === undefined || before === undefined) return;
  work.before.set(field.name, {
    name: before.name,
    type: work.typeOf(step.from, work.place),
    node: before.node,
    at: before.at,
    hasDefault: false,
    ...(before.role === undefined ? {} : { role: before.role }),
    ...(before.today === undefined ? {} : { today: before.today }),
    changed: true,
  });
  work.origins.set(field.name, { kind: "changed", step });
}

/** Renaming and changing one field in one clause is fine; any other two steps for it contradict each other. */
function fieldAfter(work: Work, name: NameSegment, step: ast.VersionStep): FieldSignature | undefined {
  const text = name.$refText;
  if (text === "") return undefined;
  const field = work.after.fields.find((one) => one.name === text);
  if (field === undefined) {
    const similar = mostSimilar(
      text,
      work.after.fields.map((one) => one.name),
    );
    work.report("ESDL4002", name, { name: text, owner: work.owner, similar }, [
      ...spelling(name, similar),
      leaveOut(step),
    ]);
    return undefined;
  }
  work.names.record(name, { kind: "member", node: field.node });
  const others = work.touched.get(text) ?? [];
  if (
    others.length > 0 &&
    (others.includes(step.$type) || step.$type === "AddStep" || others.includes("AddStep"))
  ) {
    work.report("ESDL4004", name, { name: text, owner: work.owner }, [leaveOut(step)]);
    return undefined;
  }
  work.touched.set(text, [...others, step.$type]);
  return field;
}

/** No two fields before the clause have one name; what the clause removed stands at the end. */
function distinct(work: Work, kept: readonly FieldSignature[]): readonly FieldSignature[] {
  const byClause = ({ node }: FieldSignature): boolean => node.$container === work.clause;
  const seen = new Set(kept.filter((field) => !byClause(field)).map(({ name }) => name));
  return [...kept, ...work.removed].filter((field) => {
    if (!byClause(field)) return true;
    // A changed field that was not renamed keeps its name: that one is in nobody's way.
    if (seen.has(field.name)) {
      work.report("ESDL4003", field.at, { name: field.name, owner: work.owner }, [leaveOut(field.node)]);
      return false;
    }
    seen.add(field.name);
    return true;
  });
}

/** Fields that no step adds or changes are carried over, under the name that they had. */
function originOf(work: Work, field: FieldSignature): Origin {
  return (
    work.origins.get(field.name) ?? {
      kind: "carried",
      from: work.before.get(field.name)?.name ?? field.name,
      adopts: [...work.adopted].flatMap(([ref, { to }]) =>
        mentions(field, ref) ? [{ ref, version: to }] : [],
      ),
    }
  );
}

/** The steps of a saga before the clause; where there are none, clauses must not speak of them. */
function stepsBefore(work: Work, clauseSteps: readonly SagaStep[]): readonly ast.Named[] {
  const { steps } = work;
  if (steps === undefined) {
    for (const step of clauseSteps) work.report("ESDL4009", step, { owner: work.owner }, [leaveOut(step)]);
    return [];
  }
  const before = new Map(work.after.steps.map((step) => [step.name, step]));
  const old: SagaStep[] = [];
  for (const step of clauseSteps) {
    const name = step.$type === "RenameSagaStep" ? step.to : step.as;
    const target = work.after.steps.find((one) => one.name === name.$refText);
    if (name.$refText === "" || step.name === "") continue;
    if (target === undefined) {
      const similar = mostSimilar(
        name.$refText,
        work.after.steps.map((one) => one.name),
      );
      work.report(
        "ESDL1120",
        name,
        { name: name.$refText, saga: work.owner, similar },
        spelling(name, similar),
      );
      continue;
    }
    work.names.record(name, { kind: "member", node: target });
    if (step.$type === "RenameSagaStep") before.delete(target.name);
    old.push(step);
  }
  for (const step of old) {
    if (before.has(step.name))
      work.report("ESDL4003", { node: step, property: "name" }, { name: step.name, owner: work.owner }, [
        leaveOut(step),
      ]);
    else before.set(step.name, step);
  }
  return [...before.values()];
}
