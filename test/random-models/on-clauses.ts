/** `on` clauses: what an event writes, where it can be applied. */
import { stateVarsOf, type AggregateDecl, type EventDecl } from "./aggregate.js";
import { keyedAs } from "./collections.js";
import { letStatement, provable, type EventUse } from "./commands.js";
import { condition } from "./conditions.js";
import { check } from "./expressions.js";
import { doc, envOf, varOf, type Maker } from "./maker.js";
import { readables, reserved, withLocal, withProved, type Env, type Var } from "./scope.js";
import {
  Level,
  about,
  block,
  declare,
  expr,
  free,
  freeAbout,
  operand,
  tree,
  type Part,
  type Tree,
} from "./tree.js";
import {
  baseOf,
  decimal,
  duration,
  fits,
  instant,
  int,
  isEmptyByItself,
  isScalar,
  listOf,
  string,
  uuid,
  scalar,
  type Field,
  type Type,
} from "./types.js";

export const metaVars: readonly Var[] = [
  ["occurredAt", instant],
  ["streamId", string],
  ["correlationId", string],
  ["causationId", string],
].map(([name, type]): Var => ({
  name: name as string,
  type: type as Type,
  root: "meta",
  bare: false,
  symbol: "meta",
  solid: true,
}));

export interface Clause {
  readonly decl: AggregateDecl;
  /** The fields that may be written. */
  readonly writable: readonly Field[];
  /** Nothing of the state is read but these; undefined: all of it. */
  readonly assigned: Set<string> | undefined;
}

export function onClause(made: Maker, decl: AggregateDecl, event: EventDecl, use: EventUse): Tree {
  const { choices } = made;
  const from = (decl.lifecycle?.statuses ?? []).filter((status) => use.from.has(status));
  const ends = event.to === undefined ? from : [event.to];
  const existsIn = (field: Field, status: string): boolean => field.in?.includes(status) ?? true;
  const writable = decl.state.filter((field) => ends.every((status) => existsIn(field, status)));
  const mustWrite = decl.state.filter((field) => {
    if (field.hasDefault || isEmptyByItself(field.type)) return false;
    const enters = ends.some((status) => existsIn(field, status)) || decl.lifecycle === undefined;
    return (
      enters && (use.creates || (event.to !== undefined && !from.every((status) => existsIn(field, status))))
    );
  });
  const filled = decl.state.filter((field) => field.hasDefault || isEmptyByItself(field.type));
  const clause: Clause = {
    decl,
    writable,
    assigned: use.creates
      ? new Set(filled.filter(({ in: only }) => only === undefined).map(({ symbol }) => symbol))
      : undefined,
  };
  const eventVars: readonly Var[] = [
    varOf(decl.identity, "event", { bare: false }),
    ...event.fields.map((field) => varOf(field, "event")),
    ...event.getters.map((getter) => varOf(getter, "event", { solid: false })),
  ];
  const stateVars = stateVarsOf(decl, decl.lifecycle === undefined ? undefined : from, true);
  // A creating event reads of the state what is there by default, and what it has written.
  const envAt = (): Env =>
    envOf(
      made,
      decl.place,
      [
        ...eventVars,
        ...stateVars.map((one): Var => ({
          ...one,
          bare: true,
          ...(isReadable(one, clause) ? {} : { hidden: true as const }),
        })),
        ...metaVars,
      ],
      {},
      ["event", "state", "meta"],
    );
  const trees: Tree[] = [];
  for (const field of choices.shuffled(mustWrite)) {
    const made1 = assignment(field, clause, envAt(), event, true);
    trees.push(made1);
    // What exists in some statuses only is read as if it might be absent.
    if (field.in === undefined) clause.assigned?.add(field.symbol);
  }
  let env = envAt();
  for (let left = choices.int(0, 3); left > 0; left--) {
    const next = statementFor(clause, env, event, 2);
    if (next === undefined) continue;
    trees.push(next.tree);
    env = next.env;
  }
  return declare(
    `${event.symbol}.on`,
    [event.symbol],
    doc(made),
    `on ${event.name}${event.to === undefined ? "" : ` -> ${event.to}`}`,
    trees.length === 0 ? "" : tree(" ", block(trees)),
  );
}

const isReadable = (one: Var, { assigned, decl }: Clause): boolean =>
  assigned === undefined || assigned.has(one.symbol) || one.symbol === decl.identity.symbol;

interface Done {
  readonly tree: Tree;
  readonly env: Env;
}

function statementFor(clause: Clause, env: Env, event: EventDecl, depth: number): Done | undefined {
  const { choices } = env;
  return choices.firstOf<Done>([
    [clause.writable.length === 0 ? 0 : 8, () => change(choices.pick(clause.writable), clause, env, event)],
    [
      2,
      () => {
        const done = letStatement(env, new Map());
        return done && { tree: done.trees[0]!, env: done.env };
      },
    ],
    [depth > 0 ? 2 : 0, () => ifStatement(clause, env, event, depth)],
    [depth > 0 ? 2 : 0, () => forStatement(clause, env, event, depth)],
  ]);
}

/** What was proved of a field ends when it is written. */
const forgetting = (field: Field, env: Env, { decl }: Clause): Env => {
  const lost = new Set([field.symbol, ...decl.getters.map(({ symbol }) => symbol)]);
  return { ...env, proved: env.proved.filter(({ symbols }) => !symbols.some((symbol) => lost.has(symbol))) };
};

function change(field: Field, clause: Clause, env: Env, event: EventDecl): Done {
  const isThere = clause.assigned === undefined || clause.assigned.has(field.symbol);
  const changed = isThere && env.choices.percent(65) ? changeInPlace(field, clause, env) : undefined;
  return {
    tree: changed ?? assignment(field, clause, env, event, false),
    env: forgetting(field, env, clause),
  };
}

/** Words that statements begin with. */
const beginnings: ReadonlySet<string> = new Set("require emit let if for remove send undo".split(" "));

/** The field as a target. */
const target = ({ name }: Field, env: Env): string =>
  reserved.has(name) || beginnings.has(name) || env.roots.includes(name) || env.choices.percent(15)
    ? `state.${name}`
    : name;

/** `f = e`, or `f` alone where the event has such a field. */
function assignment(field: Field, _: Clause, env: Env, event: EventDecl, must: boolean): Tree {
  const make = must ? about : freeAbout;
  const alike = event.fields.find(({ name }) => name === field.name);
  if (
    alike !== undefined &&
    fits(alike.type, field.type) &&
    env.choices.percent(75) &&
    !reserved.has(field.name) &&
    !beginnings.has(field.name)
  )
    return make([field.symbol, alike.symbol], field.name);
  const value = check(field.type, env, 3, field.samples);
  if (value === undefined && alike !== undefined)
    return make([field.symbol, alike.symbol], `state.${field.name} = event.${field.name}`);
  return value === undefined ? tree() : make([field.symbol], `${target(field, env)} = `, value);
}

const dec = (type: Type): boolean => isScalar(baseOf(type), "decimal");

/** `+=`, `-=`, elements. */
function changeInPlace(field: Field, clause: Clause, env: Env): Tree | undefined {
  const { type } = field;
  // Where it may be absent it is not changed in place.
  if (field.in !== undefined) return undefined;
  const isAmbiguous = env.vars.some((one) => one.root === "event" && one.bare && one.name === field.name);
  const at = isAmbiguous ? `state.${field.name}` : target(field, env);
  return changeOf(type, at, env, (...parts) => freeAbout([field.symbol], ...parts), field, clause);
}

function changeOf(
  type: Type,
  at: string,
  env: Env,
  make: (...parts: readonly Part[]) => Tree,
  field: Field,
  clause: Clause,
): Tree | undefined {
  const { choices } = env;
  const base = baseOf(type);
  const stepped = (of: Type, signs: readonly string[]): Tree | undefined => {
    const value = check(of, env, 2);
    return value && make(`${at} ${choices.pick(signs)} `, value);
  };
  const both = ["+=", "-="];
  if (isScalar(base, "int")) return stepped(int, both);
  if (dec(base)) return stepped(decimal, both);
  if (isScalar(base, "duration") || isScalar(base, "instant")) return stepped(duration, both);
  if (isScalar(base, "string")) return stepped(string, ["+="]);
  const keyed = keyedAs(type);
  if (keyed !== undefined) return keyedChange(type, keyed, at, env, make, field, clause);
  if (type.kind === "list" || type.kind === "set") return stepped(type.of, both);
  return undefined;
}

function keyedChange(
  type: Type,
  { key, element }: { readonly key: Type; readonly element: Type },
  at: string,
  env: Env,
  make: (...parts: readonly Part[]) => Tree,
  field: Field,
  clause: Clause,
): Tree | undefined {
  const { choices } = env;
  const isMap = type.kind === "map";
  const k = check(key, env, 0);
  if (k === undefined) return undefined;
  const place = tree(`${at}[`, k, "]");
  return choices.firstOf<Tree>([
    [
      isMap ? 3 : 0,
      () => {
        const value = check(element, env, 2);
        return value && make(place, " = ", value);
      },
    ],
    [isMap && isScalar(element, "int", "decimal") ? 3 : 0, () => make(place, " = (", place, " ?? 0) + 1")],
    [
      isMap ? 0 : 4,
      () => {
        const value = check(element, env, 2);
        return value && make(`${at} += `, value);
      },
    ],
    [isMap ? 0 : 2, () => make(`${at} -= `, k)],
    [2, () => make("remove ", place)],
    [
      3,
      () => {
        const readsPath = k.parts.length === 1;
        if (!readsPath) return undefined;
        const inner = elementChange(element, place, env, field, clause);
        return inner && make("if ", tree(`${at}.has(`, k, ") "), block([inner]));
      },
    ],
  ]);
}

/** A change of an element that is there. */
function elementChange(element: Type, place: Tree, env: Env, field: Field, clause: Clause): Tree | undefined {
  const { choices } = env;
  const inside = (type: Type, more: string): Tree | undefined => {
    const base = baseOf(type);
    const value = (of: Type, sign: string): Tree | undefined => {
      const made = check(of, env, 1);
      return made && free(place, `${more} ${sign} `, made);
    };
    if (isScalar(base, "int", "decimal", "duration"))
      return value(scalar((base as { readonly name: "int" }).name), choices.pick(["+=", "-="]));
    if (base.kind === "list" && base.of.kind !== "entity") return value(base.of, choices.pick(["+=", "-="]));
    if (base.kind === "set") return value(base.of, choices.pick(["+=", "-="]));
    return undefined;
  };
  if (element.kind !== "entity") return inside(element, "");
  const fields = element.of.fields.filter((one) => one !== element.of.key);
  if (fields.length === 0) return undefined;
  const one = choices.pick(fields);
  const changed = choices.percent(60) ? inside(one.type, `.${one.name}`) : undefined;
  const set = changed ?? setField(place, one, env);
  return (
    set && {
      ...set,
      mentions: [field.symbol, one.symbol, ...clause.decl.getters.slice(0, 0).map(({ symbol }) => symbol)],
    }
  );
}

function setField(place: Tree, one: Field, env: Env): Tree | undefined {
  const value = check(one.type, env, 2, one.samples);
  return value && free(place, `.${one.name} = `, value);
}

function ifStatement(clause: Clause, env: Env, event: EventDecl, depth: number): Done | undefined {
  const { choices } = env;
  const found = choices.percent(40) ? provable(env) : undefined;
  const test = found?.test ?? condition(env, 2);
  const then = bodyOf(clause, found === undefined ? env : withProved(found.there, env), event, depth);
  if (then.length === 0) return undefined;
  const otherwise = choices.percent(30) ? bodyOf(clause, found?.otherwise ?? env, event, depth) : [];
  return {
    tree: free("if ", test, " ", block(then), otherwise.length === 0 ? "" : free(" else ", block(otherwise))),
    env: { ...env, proved: [] },
  };
}

const bodyOf = (clause: Clause, env: Env, event: EventDecl, depth: number): readonly Tree[] =>
  statementsOf(clause, env, event, env.choices.int(1, 2), depth - 1);

/** So many statements, each of which may come to nothing. */
export function statementsOf(
  clause: Clause,
  env: Env,
  event: EventDecl,
  count: number,
  depth = 2,
): readonly Tree[] {
  const trees: Tree[] = [];
  let now = env;
  for (let left = count; left > 0; left--) {
    const next = statementFor(clause, now, event, depth);
    if (next === undefined) continue;
    trees.push(next.tree);
    now = next.env;
  }
  return trees;
}

function forStatement(clause: Clause, env: Env, event: EventDecl, depth: number): Done | undefined {
  const { choices } = env;
  const found = readables(env).filter(
    ({ type }) => (type.kind === "list" || type.kind === "set") && type.of.kind !== "map",
  );
  if (found.length === 0) return undefined;
  const one = choices.pick(found);
  const element = one.type.kind === "list" || one.type.kind === "set" ? one.type.of : int;
  const local = withLocal(element, { ...env, proved: [] }, true);
  const inner = bodyOf(clause, local.env, event, depth);
  if (inner.length === 0) return undefined;
  return { tree: free(`for ${local.name} in `, one.tree, " ", block(inner)), env: { ...env, proved: [] } };
}

export { Level, expr, listOf, operand, uuid };
