/** Arguments: matched with what they fill, by name or by place, defaults filled in. */
import type { AstNode } from "langium";
import { leaveOut, write } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import { isField, isNamed, isParameter } from "../generated/ast.js";
import type { Argument, Expr } from "../model/expressions.js";
import type { Type } from "../model/types.js";
import { mostSimilar } from "../names/similar.js";
import { whereIn, fieldAllows } from "./conditions.js";
import { defaultOf, emptyOf } from "./defaults.js";
import { type Env, bindings } from "./environment.js";
import { added, allNamed, named, newField, shorthand, surplus } from "./argument-fixes.js";
import { check, infer } from "./expressions.js";

/** What an argument fills: a field, parameter or key. */
export interface Slot {
  readonly name: string;
  /** Undefined: it could not be made out, which has been reported. */
  readonly type: Type | undefined;
  /** What declares it: read for its default and its `where`. */
  readonly node?: AstNode;
}

export interface Binding {
  /** What is made or called, as people say it: `event OrderPlaced`. */
  readonly what: string;
  /** `named`: a bare name is short for `name: name`. `either`: all named or all by place. */
  readonly style: "named" | "either";
  /** What is left out stays out: expectations of scenarios. */
  readonly partial?: boolean;
  /**
   * What fills in by itself and is not given: the identity of an event (`carried`), that of a scenario's subject (`madeUp`),
   * the key of a row (`key`). `declared`: it is there twice, as reported.
   */
  readonly identity?: {
    readonly name: string;
    readonly declared: boolean;
    readonly why: "carried" | "madeUp" | "key";
  };
  /** What the message about missing arguments points at. */
  readonly at: AstNode;
  /** What declares the fields: one that is missing can be added there. */
  readonly declaredBy?: AstNode;
}

/** One argument per slot, in their order. */
export function bindArguments(
  node: ast.Arguments | undefined,
  slots: readonly Slot[],
  env: Env,
  binding: Binding,
): readonly Argument[] | undefined {
  if (node !== undefined) env.kit.observer?.args(node, env, slots, binding);
  const items = node?.items ?? [];
  const chosen = match(items, slots, env, binding);
  if (chosen === undefined) return undefined;
  const missing: string[] = [];
  const args = slots.map((slot): Argument | "absent" | undefined => {
    const given = chosen.get(slot.name);
    if (given !== undefined) return filled(slot, given, env);
    if (binding.partial === true) return "absent";
    const value = fallback(slot, env);
    if (value === "none") {
      missing.push(slot.name);
      return undefined;
    }
    return value && { name: slot.name, value };
  });
  if (missing.length > 0) return reportMissing(missing, node, slots, env, binding);
  const result = args.filter((argument) => argument !== "absent");
  return result.includes(undefined) ? undefined : result.filter((argument) => argument !== undefined);
}

const isFieldLike = (node: AstNode | undefined): node is ast.Field | ast.Parameter =>
  isField(node) || isParameter(node);

/** Which argument goes where; undefined after reporting one that goes nowhere. */
function match(
  items: readonly ast.Argument[],
  slots: readonly Slot[],
  env: Env,
  binding: Binding,
): ReadonlyMap<string, ast.Expression> | undefined {
  const byPlace =
    binding.style === "either" && items.length > 0 && items.every(({ label }) => label === undefined);
  if (byPlace) return matchPlaces(items, slots, env, binding);
  const chosen = new Map<string, ast.Expression>();
  let wrong = false;
  let placedBefore = false;
  const byPlaceAlone = binding.style === "named" && items.some((item) => isPlaced(item, binding));
  for (const item of items) {
    const name = item.label?.$refText ?? shorthand(item, binding);
    if (name === "") {
      wrong = true;
      continue;
    }
    const slot = slots.find((candidate) => candidate.name === name);
    if (name === undefined) {
      // Once is enough for a call that has its arguments by place, or names and places mixed.
      if (!placedBefore)
        env.kit.report(
          binding.style === "either" ? "ESDL2038" : "ESDL2012",
          item,
          { what: binding.what },
          binding.style === "either" ? allNamed(items, slots) : named(item, items, slots, binding),
        );
      placedBefore = true;
      infer(item.value, env);
      wrong = true;
    } else if (slot === undefined && byPlaceAlone && item.label === undefined) {
      wrong = true;
    } else if (slot === undefined) {
      reportUnknown(name, item, items, slots, env, binding);
      wrong = true;
    } else if (chosen.has(name)) {
      env.kit.report("ESDL2011", item, { name }, [leaveOut(item)]);
      wrong = true;
    } else {
      if (item.label !== undefined && isNamed(slot.node))
        env.kit.names.record(item.label, { kind: "member", node: slot.node });
      chosen.set(name, item.value);
    }
  }
  if (!wrong) return chosen;
  // What is wrong with the values that have a place is said all the same.
  for (const slot of slots) {
    const value = chosen.get(slot.name);
    if (value !== undefined) filled(slot, value, env);
  }
  return undefined;
}

/** An argument that no name can be made out for. */
const isPlaced = (item: ast.Argument, binding: Binding): boolean =>
  item.label === undefined && shorthand(item, binding) === undefined;

function matchPlaces(
  items: readonly ast.Argument[],
  slots: readonly Slot[],
  env: Env,
  binding: Binding,
): ReadonlyMap<string, ast.Expression> | undefined {
  const extra = items[slots.length];
  if (extra !== undefined)
    return env.kit.report("ESDL2013", extra, { what: binding.what, most: slots.length }, [
      surplus(extra, items),
    ]);
  return new Map(
    items.flatMap((item, at) => {
      const slot = slots[at];
      return slot === undefined ? [] : [[slot.name, item.value] as const];
    }),
  );
}

function reportUnknown(
  name: string,
  item: ast.Argument,
  items: readonly ast.Argument[],
  slots: readonly Slot[],
  env: Env,
  binding: Binding,
): void {
  if (name === binding.identity?.name) {
    const at = item.label === undefined ? item : { node: item, property: "label" };
    if (!binding.identity.declared)
      env.kit.report("ESDL2009", at, { name, what: binding.what, identity: binding.identity.why }, [
        leaveOut(item),
      ]);
    return;
  }
  const given = new Set(items.map((other) => other.label?.$refText ?? shorthand(other, binding)));
  const free = slots.filter((slot) => !given.has(slot.name)).map((slot) => slot.name);
  const similar = mostSimilar(name, free);
  const [only] = free;
  // `Refund(left)` where the field is called otherwise: the bare name is the value, and wants a label.
  const wanted = similar ?? (free.length === 1 ? only : undefined);
  const label = item.label;
  const at = label === undefined ? item : { node: item, property: "label" };
  env.kit.report(
    "ESDL2009",
    at,
    { name, what: binding.what, ...(wanted === undefined ? { free } : { similar: wanted }) },
    wanted === undefined
      ? [leaveOut(item), ...newField(name, item, binding, env)]
      : [write(at, label === undefined ? `${wanted}: ${name}` : wanted)],
  );
}

/** An argument as what it fills, literals held to its `where`. */
function filled(slot: Slot, node: ast.Expression, env: Env): Argument | undefined {
  if (slot.type === undefined) {
    // A bare name may be a member of the enum that could not be made out.
    const mayBeMember = node.$type === "NameExpr" && bindings(node.target.$refText, env).length === 0;
    if (!mayBeMember) infer(node, env);
    return undefined;
  }
  const value = check(node, slot.type, env);
  if (value === undefined) return undefined;
  const where = isFieldLike(slot.node) ? whereIn(slot.node.modifiers) : undefined;
  return fieldAllows(value, slot.type, where, node, env) ? { name: slot.name, value } : undefined;
}

/** What stands where nothing is given: the default, or what is empty. */
function fallback(slot: Slot, env: Env): Expr | "none" | undefined {
  if (slot.type === undefined) return undefined;
  const node = slot.node;
  if (isFieldLike(node) && node.default !== undefined) return defaultOf(node, slot.type, env.kit);
  return emptyOf(slot.type) ?? "none";
}

function reportMissing(
  missing: readonly string[],
  node: ast.Arguments | undefined,
  slots: readonly Slot[],
  env: Env,
  binding: Binding,
): undefined {
  const fix = added(missing, node, slots, env, binding);
  return env.kit.report("ESDL2010", binding.at, { what: binding.what, names: missing }, [fix]);
}
