/**
 * What TypeScript has learnt of a value by the comparisons before it: after `x === 1` it refuses to compare `x` with 2, though
 * the model may. It follows paths of names only, and so does this.
 */
import type { Expr, Lookup, Statement, Type } from "@esdl/language/model";
import { baseOf, unwrapped } from "./types.js";

/** By path, what a value can be: `"red"`, `1`, `true`. What is not in it can be anything. */
export type Known = ReadonlyMap<string, ReadonlySet<string>>;

const nothing: Known = new Map();

/** What a guard at the beginning lets through. */
export const statusIn = (statuses: readonly string[]): Known =>
  new Map([["state.status", new Set(statuses.map((status) => JSON.stringify(status)))]]);

/** The path of names that an expression is. */
function pathOf(e: Expr): string | undefined {
  switch (e.kind) {
    case "root":
      return e.root;
    case "local":
      return `local ${e.name}`;
    case "present":
      return pathOf(e.value);
    case "convert":
      return e.how === "unbrand" ? pathOf(e.value) : undefined;
    case "field": {
      // One variable holds the identity, whatever it is read from.
      if (e.role === "identity") return "identity";
      const target = e.role === "getter" ? undefined : pathOf(e.target);
      return target && `${target}.${e.name}`;
    }
    default:
      return undefined;
  }
}

/** A value that stands in the text itself. */
function fixed(e: Expr): string | undefined {
  if (e.kind === "literal") return JSON.stringify(e.value);
  return e.kind === "enumMember" ? JSON.stringify(e.member) : undefined;
}

/** Everything that a value of the type can be, where TypeScript counts that up. */
function allOf(of: Type, lookup: Lookup): readonly string[] | undefined {
  const type = unwrapped(of);
  if (type.kind === "enum") {
    const members =
      lookup.lifecycles.get(type.ref)?.statuses ??
      lookup.enums.get(type.ref)?.members.map(({ name }) => name);
    return members?.map((member) => JSON.stringify(member));
  }
  const base = baseOf(type, lookup);
  return base.kind === "scalar" && base.name === "bool" ? ["true", "false"] : undefined;
}

/** What an expression can be here; undefined: anything. */
function possible(e: Expr, known: Known, lookup: Lookup): ReadonlySet<string> | undefined {
  const value = fixed(e);
  if (value !== undefined) return new Set([value]);
  if (e.kind === "if") {
    const [then, otherwise] = [
      possible(e.then, assuming(e.condition, true, known, lookup), lookup),
      possible(e.else, assuming(e.condition, false, known, lookup), lookup),
    ];
    return then && otherwise && new Set([...then, ...otherwise]);
  }
  const path = pathOf(e);
  return path === undefined ? undefined : known.get(path);
}

/** Whether two expressions can be the same, by what is known. */
export function canBeSame(a: Expr, b: Expr, known: Known = nothing, lookup: Lookup): boolean {
  const [one, other] = [possible(a, known, lookup), possible(b, known, lookup)];
  return one === undefined || other === undefined || [...one].some((value) => other.has(value));
}

/** What is known once a condition has come out so. */
export function assuming(condition: Expr, outcome: boolean, known: Known = nothing, lookup: Lookup): Known {
  const { kind } = condition;
  if (kind === "not") return assuming(condition.operand, !outcome, known, lookup);
  if (kind === "logical") {
    const first = assuming(condition.left, outcome, known, lookup);
    const isBoth = (condition.op === "and") === outcome;
    if (isBoth) return assuming(condition.right, outcome, first, lookup);
    const reached = assuming(condition.left, !outcome, known, lookup);
    return either(first, assuming(condition.right, outcome, reached, lookup));
  }
  if (kind === "binary" && (condition.op === "==" || condition.op === "!=")) {
    const isEqual = (condition.op === "==") === outcome;
    const { left, right } = condition;
    const [one, other] = [possible(left, known, lookup), possible(right, known, lookup)];
    return compared(left, other, isEqual, compared(right, one, isEqual, known, lookup), lookup);
  }
  return compared(condition, new Set(["true"]), outcome, known, lookup);
}

/** After a comparison with what can only be one of these. */
function compared(
  e: Expr,
  values: ReadonlySet<string> | undefined,
  isEqual: boolean,
  known: Known,
  lookup: Lookup,
): Known {
  const path = values === undefined ? undefined : pathOf(e);
  if (path === undefined || values === undefined) return known;
  const before = known.get(path) ?? allOf(e.type, lookup);
  if (isEqual) {
    const both = before === undefined ? values : new Set([...before].filter((one) => values.has(one)));
    return new Map(known).set(path, both);
  }
  // Not being one of several, it may still be another of them.
  if (before === undefined || values.size !== 1) return known;
  return new Map(known).set(path, new Set([...before].filter((one) => !values.has(one))));
}

/** What holds whichever of two ways was taken. */
function either(a: Known, b: Known): Known {
  return new Map(
    [...a].flatMap(([path, values]) => {
      const others = b.get(path);
      return others === undefined ? [] : [[path, new Set([...values, ...others])] as const];
    }),
  );
}

/** What is known after a statement, as far as its own conditions and assignments tell. */
export function after(statement: Statement, known: Known = nothing, lookup: Lookup): Known {
  switch (statement.kind) {
    case "require":
      return assuming(statement.condition, true, known, lookup);
    case "let": {
      const values = possible(statement.value, known, lookup);
      const path = `local ${statement.name}`;
      return values === undefined ? without([path], known) : new Map(known).set(path, values);
    }
    case "if": {
      const run = (body: readonly Statement[], outcome: boolean): Known =>
        body.reduce(
          (now, each) => after(each, now, lookup),
          assuming(statement.condition, outcome, known, lookup),
        );
      return either(run(statement.then, true), run(statement.else ?? [], false));
    }
    case "for":
      return written([statement], known);
    case "assign":
    case "remove": {
      const { root, field, path: inside, type } = statement.place;
      const path = `${root}.${field}`;
      const rest = without([path], known);
      const value =
        statement.kind === "assign" && statement.op === "set" ? fixed(statement.value) : undefined;
      const isCounted = value !== undefined && inside.length === 0 && allOf(type, lookup) !== undefined;
      return isCounted ? new Map(rest).set(path, new Set([value])) : rest;
    }
    default:
      return known;
  }
}

/** What is still known where statements may have run any number of times. */
export function written(body: readonly Statement[], known: Known = nothing): Known {
  return body.reduce((now, each) => {
    if (each.kind === "if") return written([...each.then, ...(each.else ?? [])], now);
    if (each.kind === "for") return written(each.body, now);
    return each.kind === "assign" || each.kind === "remove"
      ? without([`${each.place.root}.${each.place.field}`], now)
      : now;
  }, known);
}

function without(paths: readonly string[], known: Known): Known {
  return new Map(
    [...known].filter(([path]) => !paths.some((gone) => path === gone || path.startsWith(`${gone}.`))),
  );
}
