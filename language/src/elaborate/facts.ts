/** What a condition proves: optionals that are there and statuses that are left, when it holds and when it does not. */
import type { Expr } from "../model/expressions.js";
import type { Facts } from "./environment.js";

/** What a condition adds; no `statuses`: it says nothing of them. */
interface Proof {
  readonly present: ReadonlySet<string>;
  readonly statuses?: ReadonlySet<string>;
}

const nothing: Proof = { present: new Set() };

/** The facts after `condition` came out as `outcome`; undefined: it was reported, and may have proved anything. */
export function assume(facts: Facts, condition: Expr | undefined, outcome: boolean): Facts {
  if (condition === undefined) return { ...facts, unclear: true };
  const proof = prove(condition, outcome, facts.statuses ?? []);
  const left = proof.statuses;
  return {
    ...facts,
    present: proof.present.size === 0 ? facts.present : new Set([...facts.present, ...proof.present]),
    statuses: left === undefined ? facts.statuses : facts.statuses?.filter((status) => left.has(status)),
  };
}

function prove(condition: Expr, outcome: boolean, statuses: readonly string[]): Proof {
  switch (condition.kind) {
    case "not":
      return prove(condition.operand, !outcome, statuses);
    case "logical": {
      const left = prove(condition.left, outcome, statuses);
      const right = prove(condition.right, outcome, statuses);
      // An `and` that holds proves what both sides prove; one that fails, what each side alone would.
      return (condition.op === "and") === outcome ? both(left, right) : either(left, right);
    }
    case "binary":
      return proveComparison(condition, outcome, statuses);
    case "in": {
      if (condition.right.kind === "list" && isStatus(condition.left)) {
        const members = condition.right.items.map((item) =>
          item.kind === "enumMember" ? item.member : undefined,
        );
        if (members.includes(undefined)) return nothing;
        return statusProof(statuses, (status) => members.includes(status) === outcome);
      }
      return outcome ? presence(elementPath(condition.right, condition.left)) : nothing;
    }
    case "method":
      return outcome && condition.name === "has" && condition.args[0] !== undefined && condition.safe !== true
        ? presence(elementPath(condition.target, condition.args[0]))
        : nothing;
    default:
      return nothing;
  }
}

function proveComparison(
  condition: Expr & { readonly kind: "binary" },
  outcome: boolean,
  statuses: readonly string[],
): Proof {
  const { op, left, right } = condition;
  if (op !== "==" && op !== "!=") return nothing;
  const equal = (op === "==") === outcome;
  if (isNone(left) || isNone(right)) return equal ? nothing : presence(pathOf(isNone(left) ? right : left));
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (isStatus(one) && other.kind === "enumMember")
      return statusProof(statuses, (status) => (status === other.member) === equal);
    // What equals something that is there is there.
    if (equal && one.type.kind === "optional" && other.type.kind !== "optional") return presence(pathOf(one));
  }
  return nothing;
}

const isNone = (expr: Expr): boolean => expr.kind === "none";

const isStatus = (expr: Expr): boolean =>
  expr.kind === "field" &&
  expr.role === "status" &&
  expr.target.kind === "root" &&
  expr.target.root === "state";

const presence = (path: string | undefined): Proof =>
  path === undefined ? nothing : { present: new Set([path]) };

const statusProof = (statuses: readonly string[], keep: (status: string) => boolean): Proof => ({
  present: new Set(),
  statuses: new Set(statuses.filter(keep)),
});

function both(a: Proof, b: Proof): Proof {
  const present = new Set([...a.present, ...b.present]);
  if (a.statuses === undefined || b.statuses === undefined) {
    const statuses = a.statuses ?? b.statuses;
    return { present, ...(statuses === undefined ? {} : { statuses }) };
  }
  const other = b.statuses;
  return { present, statuses: new Set([...a.statuses].filter((status) => other.has(status))) };
}

function either(a: Proof, b: Proof): Proof {
  const present = new Set([...a.present].filter((path) => b.present.has(path)));
  if (a.statuses === undefined || b.statuses === undefined) return { present };
  return { present, statuses: new Set([...a.statuses, ...b.statuses]) };
}

/**
 * How a place is called in facts: `state.held[command.order]`. Two expressions with one path have one value, as long as
 * nothing is assigned; undefined for what has none. Getters end in `()`, so that assignments can drop what they may change.
 */
export function pathOf(expr: Expr): string | undefined {
  switch (expr.kind) {
    case "local":
      return expr.name;
    case "root":
      return `${expr.root}:`;
    case "literal":
      return JSON.stringify(expr.value);
    case "enumMember":
      return `'${expr.member}'`;
    case "present":
    case "convert":
      return pathOf(expr.value);
    case "field": {
      const target = pathOf(expr.target);
      return target === undefined ? undefined : `${target}.${expr.name}${expr.role === "getter" ? "()" : ""}`;
    }
    case "index":
      return elementPath(expr.target, expr.index);
    default:
      return undefined;
  }
}

export function elementPath(target: Expr, index: Expr): string | undefined {
  const [of, key] = [pathOf(target), pathOf(index)];
  return of === undefined || key === undefined ? undefined : `${of}[${key}]`;
}

/**
 * The facts that outlive a change of `root.field`. `elements`: the change leaves every element where it is, so that what is
 * known to be in the collection stays in it.
 */
export function forget(facts: Facts, root: string, field: string, elements: boolean): Facts {
  const place = `${root}:.${field}`;
  const survives = (path: string): boolean => {
    if (path.includes("()")) return !path.includes(`${root}:.`);
    if (!mentions(path, place)) return true;
    return (
      elements &&
      path.startsWith(`${place}[`) &&
      path.endsWith("]") &&
      !mentions(path.slice(place.length), place)
    );
  };
  return { ...facts, present: new Set([...facts.present].filter(survives)) };
}

/** Whether the path speaks of the place, and not only of one whose name begins the same. */
function mentions(path: string, place: string): boolean {
  for (let at = path.indexOf(place); at >= 0; at = path.indexOf(place, at + 1))
    if (!/\w/.test(path.charAt(at + place.length))) return true;
  return false;
}

/** Whether the place called `path` is known to be there. */
export const isPresent = (facts: Facts, path: string | undefined): boolean =>
  facts.unclear === true || (path !== undefined && facts.present.has(path));

export const knowPresent = (facts: Facts, path: string | undefined): Facts =>
  path === undefined ? facts : { ...facts, present: new Set([...facts.present, path]) };
