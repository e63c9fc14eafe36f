/**
 * Which version steps can be undone. A step from shape A to shape B *inverts* when there is a function `down` that is defined
 * for everything of shape B, and answers x for what the step makes of x: `down(up(x)) = x` for every x of shape A. So
 * nothing that A said may be lost, but for what B says besides:
 *
 * - an added field is left out, whatever it was computed from;
 * - a renamed or untouched field is carried back, with what it adopted if that step inverts too;
 * - a removed or changed field is found again where a value of B holds it whole: as a field, as a field of a value that was
 *   constructed with it, negated, or as the one of two constants that a bool chose.
 *
 * What is only there in some values of B (an element of a list, a decimal that happens to be an integer), what is in part
 * there, and what a function of TypeScript makes, does not invert.
 */
import type { Expr } from "./expressions.js";
import { fieldsAt, shapeOf } from "./facts.js";
import type { Lookup } from "./lookup.js";
import type { Field, UpcastExpr, Versioned } from "./shapes.js";
import type { Type } from "./types.js";

/** One value for every field of the older version; expressions read the newer one as `self`. */
export type Inverse = readonly { readonly name: string; readonly value: UpcastExpr }[];

/** How to undo the step that led to `version` of a shape; `undefined` when it does not invert. */
export function inverseOf(shape: Versioned, version: number, lookup: Lookup): Inverse | undefined {
  const after = shape.versions.find((one) => one.version === version);
  const before = shape.versions.find((one) => one.version === version - 1);
  const clause = after?.clause;
  if (after === undefined || before === undefined || clause === undefined || clause.via !== undefined)
    return undefined;
  const inverse = before.fields.map((field) => {
    for (const { name, value } of clause.upcast) {
      const newer = after.fields.find((one) => one.name === name);
      const found = newer && recovered(field, newer, value, lookup);
      if (found !== undefined) return { name: field.name, value: found };
    }
    return undefined;
  });
  return inverse.includes(undefined) ? undefined : inverse.filter((entry) => entry !== undefined);
}

/** Whether the current version of a shape can be brought back to an older one: every step between the two inverts. */
export function isInvertible(shape: Versioned, version: number, lookup: Lookup): boolean {
  return shape.versions.every(
    (one) => one.version <= version || inverseOf(shape, one.version, lookup) !== undefined,
  );
}

/** The older field, if this field of the newer version holds it. */
function recovered(older: Field, newer: Field, value: UpcastExpr, lookup: Lookup): UpcastExpr | undefined {
  if (value.kind === "carried") {
    if (value.from !== older.name) return undefined;
    const adopts = value.adopts.map(({ ref, version }) => ({ ref, version: version - 1 }));
    const inverts = value.adopts.every(
      ({ ref, version }) => inverseOf(shapeOf(ref, lookup), version, lookup) !== undefined,
    );
    return inverts ? { kind: "carried", from: newer.name, adopts } : undefined;
  }
  const expr = solve(value.expr, older, memberOf(newerRoot, newer.name, newer.type), lookup);
  return expr === undefined ? undefined : { kind: "expr", expr };
}

const newerRoot: Expr = { kind: "root", type: { kind: "record", fields: [] }, root: "self" };
const bool: Type = { kind: "scalar", name: "bool" };

/** What `old.f` must have been, where `at` is what `e` made of it. */
function solve(e: Expr, older: Field, at: Expr, lookup: Lookup): Expr | undefined {
  const isAlways = at.type.kind !== "optional";
  switch (e.kind) {
    case "field":
      return isOld(e, older) && (isAlways || older.type.kind === "optional") ? at : undefined;
    case "convert":
      // A brand is one of its base; not every value of a base has its brand, nor is every decimal an int.
      return e.how === "brand" || e.how === "check"
        ? solve(e.value, older, unbranded(at, e.value.type), lookup)
        : undefined;
    case "negate":
      return isAlways
        ? solve(e.operand, older, { kind: "negate", type: at.type, on: e.on, operand: at }, lookup)
        : undefined;
    case "not":
      return isAlways ? solve(e.operand, older, { kind: "not", type: bool, operand: at }, lookup) : undefined;
    case "if":
      return chosen(e, older, at);
    case "construct":
      return isAlways ? constructed(e, older, at, lookup) : undefined;
    default:
      return undefined;
  }
}

function constructed(
  e: Extract<Expr, { readonly kind: "construct" }>,
  older: Field,
  at: Expr,
  lookup: Lookup,
): Expr | undefined {
  for (const { name, value } of e.fields) {
    const type = fieldsAt(e.type, lookup).find((field) => field.name === name)?.type;
    const found = type && solve(value, older, memberOf(at, name, type), lookup);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `if old.f then a else b`, with two constants that differ. */
function chosen(e: Extract<Expr, { readonly kind: "if" }>, older: Field, at: Expr): Expr | undefined {
  const [then, otherwise] = [constantText(e.then), constantText(e.else)];
  if (then === undefined || otherwise === undefined || then === otherwise) return undefined;
  const isThen: Expr = { kind: "binary", type: bool, op: "==", on: "value", left: at, right: e.then };
  if (isOld(e.condition, older)) return isThen;
  return e.condition.kind === "not" && isOld(e.condition.operand, older)
    ? { kind: "not", type: bool, operand: isThen }
    : undefined;
}

function isOld(e: Expr, { name }: Field): boolean {
  return (
    e.kind === "field" &&
    e.name === name &&
    e.role === undefined &&
    e.target.kind === "root" &&
    e.target.root === "old"
  );
}

/** Literals in the JSON form of one type: they are equal when their texts are. */
function constantText(e: Expr): string | undefined {
  if (e.kind === "literal") return String(e.value);
  if (e.kind === "enumMember") return e.member;
  if (e.kind === "convert" && e.how !== "check" && e.how !== "intToDecimal") return constantText(e.value);
  return undefined;
}

function memberOf(target: Expr, name: string, type: Type): Expr {
  return { kind: "field", type, target, name };
}

function unbranded(value: Expr, type: Type): Expr {
  const isMaybe = value.type.kind === "optional" && type.kind !== "optional";
  return { kind: "convert", type: isMaybe ? { kind: "optional", of: type } : type, how: "unbrand", value };
}
