/** Version clauses: their steps as they are written, and one value for every field of the version they lead to. */
import { append, type FixDraft } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import type { Expr } from "../model/expressions.js";
import type { UpcastExpr } from "../model/shapes.js";
import type { Ref, Type } from "../model/types.js";
import type { FieldSignature, VersionSignature } from "../signatures/api.js";
import { metaType } from "../signatures/records.js";
import type { ClauseStep } from "./api.js";
import { fieldAllows, whereIn } from "./conditions.js";
import { defaultOf, emptyOf } from "./defaults.js";
import { type Env, type Kit, constants, withRoots } from "./environment.js";
import { check } from "./expressions.js";
import { placeholder } from "./placeholder.js";
import { oldScope, recordScope } from "./scopes.js";

/** A clause with the shapes on both sides of it. */
interface Clause {
  /** Whose clause it is. */
  readonly owner: Ref;
  readonly current: VersionSignature;
  readonly before: VersionSignature;
  readonly env: Env;
}

function clauseOf(node: ast.VersionClause, kit: Kit): Clause | undefined {
  const container = node.$container;
  const owner = container.$type === "StateBlock" ? container.$container : container;
  const symbol = kit.names.declaredBy(owner);
  if (symbol === undefined) return undefined;
  const versions = kit.signatures.versions(symbol.ref);
  const at = versions.findIndex(({ clause }) => clause === node);
  const [before, current] = [versions[at - 1], versions[at]];
  if (before === undefined || current === undefined) return undefined;
  const place = kit.names.placeOf(owner);
  const env: Env = {
    ...withRoots(constants(kit, place, "a version clause"), [
      oldScope(before),
      // An instance of a saga comes in no envelope.
      ...(symbol.kind === "saga" ? [] : [recordScope("meta", metaType)]),
    ]),
    embedded: current.embedded,
    oldMembers: true,
  };
  return { owner: symbol.ref, current, before, env };
}

export function versionSteps(node: ast.VersionClause, kit: Kit): readonly ClauseStep[] | undefined {
  const clause = clauseOf(node, kit);
  if (clause === undefined) return undefined;
  const steps = node.steps.map((step) => stepOf(step, clause, kit));
  return steps.includes(undefined) ? undefined : steps.filter((step) => step !== undefined);
}

function stepOf(step: ast.VersionStep, clause: Clause, kit: Kit): ClauseStep | undefined {
  const span = kit.locate.span(step);
  switch (step.$type) {
    case "AddStep": {
      const name = step.field.$refText;
      if (step.value === undefined) {
        needsValue(step, fieldOf(name, clause.current), clause, kit);
        return { kind: "add", span, name };
      }
      const value = valueOf(step.value, fieldOf(name, clause.current), clause);
      return value && { kind: "add", span, name, value };
    }
    case "RemoveStep": {
      const type = typeOf(step.type, clause, kit);
      return type && { kind: "remove", span, name: step.name, type };
    }
    case "RenameStep":
      return { kind: "rename", span, from: step.name, to: step.to.$refText };
    case "ChangeStep": {
      const name = step.field.$refText;
      const from = typeOf(step.from, clause, kit);
      const value = valueOf(step.value, fieldOf(name, clause.current), clause);
      return from && value && { kind: "change", span, name, from, value };
    }
    case "AdoptStep": {
      const symbol = kit.names.resolve(step.target.segments, ["value", "entity"], clause.env.place);
      return symbol && { kind: "adopt", span, ref: symbol.ref, version: step.version };
    }
    case "RenameSagaStep": {
      const to = kit.signatures.step(step.to, clause.owner);
      return to === undefined ? undefined : { kind: "renameStep", span, from: step.name, to };
    }
    case "RemoveSagaStep": {
      const as = kit.signatures.step(step.as, clause.owner);
      return as === undefined ? undefined : { kind: "removeStep", span, name: step.name, as };
    }
  }
}

/** Without a value, a field that is added must have one by itself. */
function needsValue(
  step: ast.AddStep,
  field: FieldSignature | undefined,
  { owner, before, env }: Clause,
  kit: Kit,
): void {
  if (field?.type === undefined || emptyOf(field.type) !== undefined) return;
  if (field.node.$type === "Field" && field.node.default !== undefined) return;
  const name = owner.slice(owner.lastIndexOf(".") + 1);
  kit.report(
    "ESDL4013",
    { node: step, property: "field" },
    { name: field.name, owner: name, version: before.version },
    valueFor(step, field, env),
  );
}

/** What was not recorded then can only be made up. */
function valueFor(step: ast.AddStep, field: FieldSignature, env: Env): readonly FixDraft[] {
  const own = field.node.$type === "Field" ? whereIn(field.node.modifiers) : undefined;
  const value = field.type && placeholder(field.type, own, env.place.context, env.kit);
  return value === undefined ? [] : [append(step, ` = ${value}`)];
}

const fieldOf = (name: string, shape: VersionSignature): FieldSignature | undefined =>
  shape.fields.find((field) => field.name === name);

/** The type that is written in a clause: embedded types are those of the version before. */
const typeOf = (node: ast.TypeExpr, clause: Clause, kit: Kit): Type | undefined =>
  kit.signatures.typeAt(node, clause.env.place, clause.before.embedded);

function valueOf(node: ast.Expression, field: FieldSignature | undefined, clause: Clause): Expr | undefined {
  if (field?.type === undefined) return undefined;
  const value = check(node, field.type, clause.env);
  if (value === undefined) return undefined;
  // Old data is read as data of today, so what fills a field keeps what the field asks.
  const modifiers = field.node.$type === "Field" ? field.node.modifiers : [];
  return fieldAllows(value, field.type, whereIn(modifiers), node, clause.env) ? value : undefined;
}

export function upcast(
  node: ast.VersionClause,
  kit: Kit,
): readonly { readonly name: string; readonly value: UpcastExpr }[] | undefined {
  const clause = clauseOf(node, kit);
  if (clause === undefined) return undefined;
  const values = clause.current.fields.map((field) => {
    const value = fillOf(field, clause, kit);
    return value && { name: field.name, value };
  });
  return values.includes(undefined) ? undefined : values.filter((value) => value !== undefined);
}

function fillOf(field: FieldSignature, clause: Clause, kit: Kit): UpcastExpr | undefined {
  const origin = clause.current.origins.get(field.name);
  if (origin === undefined || field.type === undefined) return undefined;
  if (origin.kind === "carried") return { kind: "carried", from: origin.from, adopts: copyOf(origin.adopts) };
  const written = origin.step.value;
  const expr =
    written === undefined ? unwritten(field, field.type, kit) : check(written, field.type, clause.env);
  return expr && { kind: "expr", expr };
}

const copyOf = (
  adopts: readonly { readonly ref: Ref; readonly version: number }[],
): readonly { readonly ref: Ref; readonly version: number }[] =>
  adopts.map(({ ref, version }) => ({ ref, version }));

/** `add f` without a value: the default of the field, or what is empty. */
function unwritten(field: FieldSignature, type: Type, kit: Kit): Expr | undefined {
  if (field.node.$type === "Field" && field.node.default !== undefined)
    return defaultOf(field.node, type, kit);
  return emptyOf(type);
}
