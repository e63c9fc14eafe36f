/** What a piece of a model computes with besides its own words: the functions and getters that it reaches. */
import { shapeOf, unwrapped, type Expr, type Getter, type Lookup } from "@esdl/language/model";
import { exprText } from "./expressions.js";
import { typeText, type CurrentVersion } from "./types.js";

export interface Callables {
  readonly lookup: Lookup;
  readonly current: CurrentVersion;
  /** Of the state or row that the piece belongs to. */
  readonly own?: readonly Getter[];
}

/** By name, sorted: `n: decimal => n / 2` of a function, `lines.sum(…)` of a getter. External functions have no text. */
export function calledIn(piece: unknown, callables: Callables): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const pending: unknown[] = [piece];
  const reach = (name: string, text: string, body: Expr): void => {
    if (found.has(name)) return;
    found.set(name, text);
    pending.push(body);
  };
  const look = (item: unknown): void => {
    if (typeof item !== "object" || item === null) return;
    if (isExpr(item)) reachFrom(item, callables, reach);
    for (const [name, member] of Object.entries(item)) if (!places.has(name)) look(member);
  };
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) look(item);
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The same as one text, to be hashed with the piece. */
export const calledText = (piece: unknown, callables: Callables): string =>
  [...calledIn(piece, callables)].map(([name, text]) => ` ${name} = ${text}`).join("");

/** Types lead to other declarations, and spans to none. */
const places: ReadonlySet<string> = new Set(["span", "nameSpan", "type", "doc"]);

const isExpr = (item: object): item is Expr => "kind" in item && "type" in item;

function reachFrom(
  expr: Expr,
  { lookup, current, own = [] }: Callables,
  reach: (name: string, text: string, body: Expr) => void,
): void {
  if (expr.kind === "call") {
    const called = lookup.functions.get(expr.function);
    if (called?.body === undefined) return;
    const params = called.params.map(({ name, type }) => `${name}: ${typeText(type, current)}`).join(", ");
    reach(expr.function, `${params} => ${exprText(called.body)}`, called.body);
  }
  if (expr.kind === "field" && expr.role === "getter") {
    const type = unwrapped(expr.target.type);
    const isShape = type.kind === "value" || type.kind === "entity";
    const getters = isShape ? shapeOf(type.ref, lookup).getters : own;
    const getter = getters.find(({ name }) => name === expr.name);
    if (getter !== undefined)
      reach(isShape ? `${type.ref}.${getter.name}` : getter.name, exprText(getter.body), getter.body);
  }
}
