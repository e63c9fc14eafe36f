/** Commands: who may, and bodies that emit events only where the lifecycle lets them. */
import type { AggregateDecl, EventDecl, RejectionDecl } from "./aggregate.js";
import { stateVarsOf } from "./aggregate.js";
import { atom, condition } from "./conditions.js";
import { check, infer } from "./expressions.js";
import { fieldFor, typeFor } from "./fields.js";
import { doc, envOf, namesFor, varOf, type Maker } from "./maker.js";
import {
  meansBare,
  readables,
  withAbsent,
  withLocal,
  withProved,
  type Env,
  type Readable,
  type Var,
} from "./scope.js";
import {
  Level,
  about,
  block,
  declare,
  expr,
  free,
  freeAbout,
  lines,
  listed,
  operand,
  tree,
  type Tree,
} from "./tree.js";
import {
  baseOf,
  bool,
  fits,
  instant,
  int,
  isEmptyByItself,
  isScalar,
  isWritable,
  listOf,
  string,
  type Field,
  type Type,
} from "./types.js";

/** Where an event turned out to be applied. */
export interface EventUse {
  creates: boolean;
  readonly from: Set<string>;
}

/** Before the first event. */
const notYet = "(not yet)";

/** For each status before the command, those it may be in by now. */
type Paths = ReadonlyMap<string, ReadonlySet<string>>;

interface Body {
  readonly made: Maker;
  readonly decl: AggregateDecl;
  readonly uses: Map<string, EventUse>;
  /** Variables whose value a guard has already been about: two of them might contradict each other. */
  readonly guarded: Set<string>;
}

const callerVars: readonly Var[] = [
  { name: "id", type: string, root: "caller", bare: false, symbol: "caller.id", solid: true },
  { name: "roles", type: listOf(string), root: "caller", bare: false, symbol: "caller.roles", solid: true },
];

/** A command whose body certainly comes to `home`, where it is given. */
export function commandFor(
  made: Maker,
  decl: AggregateDecl,
  uses: Map<string, EventUse>,
  home: EventDecl | undefined,
): Tree {
  const { choices } = made;
  const name = made.fresh(choices.pick(["Do", "Make", "Change"]));
  const flavour = flavourOf(made, decl, home);
  const statuses = flavour === "create" ? [] : startsFor(made, decl, home);
  const isLimited =
    decl.lifecycle !== undefined && flavour === "plain" && statuses.length < decl.lifecycle.statuses.length;
  const next = namesFor(made, [decl.identity.name]);
  // A parameter for most of what the event takes, so that histories get somewhere.
  const wanted = (home?.fields ?? []).filter(
    (field) => (!isWritable(field.type) && !isEmptyByItself(field.type)) || choices.percent(60),
  );
  const params = [
    ...wanted.map((field) => ({
      ...fieldFor(next2(field, next), made, decl.place, { type: field.type, where: 10, default: 6 }),
      feeds: field,
    })),
    ...choices.some(0, 2, () => ({
      ...fieldFor(next(), made, decl.place, { depth: 2, default: 8 }),
      feeds: undefined,
    })),
  ].filter((param, at, all) => all.findIndex((other) => other.field.name === param.field.name) === at);
  const command: readonly Var[] = [
    varOf(decl.identity, "command"),
    ...params.map(({ field }) => varOf(field, "command")),
  ];
  const stateVars =
    flavour === "create" ? [] : stateVarsOf(decl, decl.lifecycle === undefined ? undefined : statuses, false);
  const env = envOf(
    made,
    decl.place,
    [...command, ...stateVars, ...callerVars],
    { now: true, newId: true, external: true },
    ["command", "caller"],
  );
  const starts =
    flavour === "create"
      ? [notYet]
      : flavour === "any"
        ? [notYet, "(exists)"]
        : decl.lifecycle === undefined
          ? ["(exists)"]
          : statuses;
  // What has a condition of its own might contradict a guard.
  const judged = params.flatMap(({ field }) => (field.samples === undefined ? [] : [field.symbol]));
  const body: Body = { made, decl, uses, guarded: new Set(judged) };
  const statements = bodyFor(body, env, new Map(starts.map((start) => [start, new Set([start])])), home);
  const symbol = made.fresh("command");
  return declare(
    symbol,
    [],
    doc(made),
    `${choices.percent(20) ? "public " : ""}${flavour === "plain" ? "" : `${flavour} `}command ${name}`,
    listed(
      params.map((param) => param.tree),
      ["(", ")"],
    ),
    isLimited ? ` in ${statuses.join(" | ")}` : "",
    allowFor(body, env),
    " ",
    block(statements),
  );
}

const next2 = (field: Field, next: () => string): string => (field.name.length > 0 ? field.name : next());

function flavourOf(
  { choices }: Maker,
  decl: AggregateDecl,
  home: EventDecl | undefined,
): "create" | "plain" | "any" {
  if (decl.isAny) return "any";
  if (home !== undefined) return home.creates ? "create" : "plain";
  return choices.percent(20) ? "create" : "plain";
}

/** The statuses in which a command may begin that emits `home`. */
function startsFor({ choices }: Maker, decl: AggregateDecl, home: EventDecl | undefined): readonly string[] {
  const { lifecycle } = decl;
  if (lifecycle === undefined) return [];
  const fitting = lifecycle.statuses.filter((status) => mayMove(decl, status, home?.to));
  // Every status before it, so that it is reached however the others are.
  if (home?.to !== undefined) return fitting;
  return choices.percent(50) ? lifecycle.statuses : choices.subset(fitting, 1);
}

const mayMove = ({ lifecycle }: AggregateDecl, from: string, to: string | undefined): boolean =>
  to === undefined ||
  lifecycle === undefined ||
  from === to ||
  lifecycle.edges.some(([a, b]) => a === from && b === to);

/** `allow …`, at times; the system may always. */
function allowFor({ made, decl }: Body, env: Env): Tree {
  const { choices } = made;
  if (choices.percent(55)) return tree();
  const own = readables(env).filter(
    ({ type }) => isScalar(baseOf(type), "string", "uuid") && type.kind !== "optional",
  );
  const grants = choices.subset(decl.roles, 0).map((role) => {
    const isOwn = own.length > 0 && choices.percent(30);
    const test = isOwn
      ? tree("caller.id == ", operand(choices.pick(own).tree, Level.coalesce))
      : condition({ ...env, may: { now: true } }, 1);
    return choices.percent(40) ? tree(role, free(" where ", test)) : tree(role);
  });
  const items = [...grants, tree(choices.pick(["system", "anyone", "system"]))];
  return free(" allow ", listed(items.map((item) => ({ ...item, free: true as const }))));
}

function bodyFor(body: Body, env: Env, paths: Paths, home: EventDecl | undefined): readonly Tree[] {
  const { choices } = body.made;
  const before = statementsFor(body, env, paths, choices.int(0, 2), 2, home);
  const emitted = home === undefined ? undefined : emit(body, before.env, before.paths, home, true);
  const after = emitted?.paths ?? before.paths;
  const rest = statementsFor(body, before.env, after, choices.int(0, 1), 1);
  return [...before.trees, ...(emitted === undefined ? [] : [emitted.tree]), ...rest.trees];
}

interface Done {
  readonly trees: readonly Tree[];
  readonly env: Env;
  readonly paths: Paths;
}

/** `pending`: it is still to be emitted where the aggregate is now, so nothing is emitted before it. */
function statementsFor(
  body: Body,
  env: Env,
  paths: Paths,
  count: number,
  depth: number,
  pending?: EventDecl,
): Done {
  const trees: Tree[] = [];
  let now: Done = { trees, env, paths };
  for (let left = count; left > 0; left--) {
    const next = statementFor(body, now.env, now.paths, depth, pending);
    if (next === undefined) continue;
    trees.push(...next.trees);
    now = { trees, env: next.env, paths: next.paths };
  }
  return now;
}

function statementFor(
  body: Body,
  env: Env,
  paths: Paths,
  depth: number,
  pending: EventDecl | undefined,
): Done | undefined {
  const { choices } = body.made;
  return choices.firstOf<Done>([
    [4, () => letStatement(env, paths)],
    [4, () => require(body, env, paths, depth)],
    [2, () => requirePresent(body, env, paths)],
    [depth > 0 ? 2 : 0, () => ifStatement(body, env, paths, depth, pending)],
    [depth > 0 ? 2 : 0, () => forStatement(body, env, paths, depth, pending)],
    [
      pending === undefined ? 3 : 0,
      () => {
        const event = choices.pick(body.decl.events);
        const emitted = emit(body, env, paths, event, false);
        return emitted && { trees: [emitted.tree], env, paths: emitted.paths };
      },
    ],
  ]);
}

/** A type that a `let` may have by itself. */
export function letStatement(env: Env, paths: Paths): Done | undefined {
  const held = readables(env).map(({ type }) => type);
  const type =
    env.choices.percent(60) && held.length > 0
      ? env.choices.pick(held)
      : env.choices.pick<Type>([int, string, bool, instant, listOf(int)]);
  const value = infer(type, env, 3);
  if (value === undefined) return undefined;
  const local = withLocal(value.expr?.type ?? type, env, false);
  const symbol = local.env.vars.at(-1)!.symbol;
  return { trees: [declare(symbol, [], `let ${local.name} = `, value)], env: local.env, paths };
}

function require(body: Body, env: Env, paths: Paths, depth: number): Done | undefined {
  const { choices, decl } = { choices: body.made.choices, decl: body.decl };
  const one = choices.percent(40) ? singleGuard(body, env) : undefined;
  // A guard that leaves a choice contradicts nothing.
  const test =
    one ??
    expr(
      bool,
      Level.or,
      operand(condition(env, depth), Level.or),
      " or ",
      operand(condition(env, 1), Level.and),
    );
  const tree = requiring(env, test, choices.pick(decl.rejections));
  return tree && { trees: [tree], env, paths };
}

function requiring(inside: Env, test: Tree, { symbol, name, fields }: RejectionDecl): Tree | undefined {
  const items = argumentsFor(fields, inside);
  if (items === undefined) return undefined;
  const args = items.length === 0 && fields.length === 0 ? "" : listed(items, ["(", ")"]);
  return freeAbout([symbol], "require ", test, ` else ${name}`, args);
}

/** A guard about something that no other one is about, and on which no type has a say. */
function singleGuard({ guarded }: Body, env: Env): Tree | undefined {
  const untouched = env.vars.filter(
    (one) => one.solid && one.root !== "" && one.type.kind === "scalar" && !guarded.has(one.symbol),
  );
  if (untouched.length === 0) return undefined;
  const one = env.choices.pick(untouched);
  const test = atom(env, 0, ({ symbols }) => symbols.length === 1 && symbols[0] === one.symbol);
  if (test === undefined) return undefined;
  guarded.add(one.symbol);
  return test;
}

/** `require x != none else …`, after which it is there. */
function requirePresent(body: Body, env: Env, paths: Paths): Done | undefined {
  const absent = readables(env).filter((one) => one.type.kind === "optional" && one.solid);
  if (absent.length === 0) return undefined;
  const one = env.choices.pick(absent);
  const test = expr(bool, Level.comparison, operand(one.tree, Level.coalesce), " != none");
  const there: Readable = { ...one, type: one.type.kind === "optional" ? one.type.of : one.type };
  const tree = requiring(withAbsent(one, env), test, env.choices.pick(body.decl.rejections));
  return tree && { trees: [tree], env: withProved(there, env), paths };
}

/** Named arguments; undefined where something cannot be given. */
export function argumentsFor(fields: readonly Field[], env: Env): readonly Tree[] | undefined {
  const { choices } = env;
  const items: Tree[] = [];
  for (const field of fields) {
    const mayGo = field.hasDefault || isEmptyByItself(field.type);
    const alike = meansBare(field.name, env);
    if (alike !== undefined && fits(alike.type, field.type) && choices.percent(70)) {
      items.push(about([field.symbol, alike.symbol], field.name));
      continue;
    }
    if (mayGo && choices.percent(30)) continue;
    const value = check(field.type, env, 3, field.samples);
    if (value !== undefined) items.push(about([field.symbol], `${field.name}: `, value));
    else if (!mayGo) return undefined;
  }
  return items;
}

interface Emitted {
  readonly tree: Tree;
  readonly paths: Paths;
}

/** An `emit` where the lifecycle has the move from every status that it may be in by now. */
function emit(body: Body, env: Env, paths: Paths, event: EventDecl, isHome: boolean): Emitted | undefined {
  const { decl, uses } = body;
  const currents = [...paths.values()].flatMap((each) => [...each]);
  if (currents.length === 0) return undefined;
  const wrong = currents.some((current) =>
    current === notYet ? !(event.creates || decl.isAny) : event.creates || !mayMove(decl, current, event.to),
  );
  if (wrong) return undefined;
  const items = argumentsFor(event.fields, env);
  if (items === undefined) return undefined;
  const use = uses.get(event.name)!;
  const next = new Map<string, ReadonlySet<string>>();
  for (const [start, each] of paths) {
    const after = new Set<string>();
    for (const current of each) {
      if (current === notYet) use.creates = true;
      else use.from.add(current);
      after.add(event.to ?? (current === notYet ? "(exists)" : current));
    }
    next.set(start, after);
  }
  const parts = [`emit ${event.name}`, listed(items, ["(", ")"])] as const;
  return {
    tree: isHome ? about([event.symbol], ...parts) : freeAbout([event.symbol], ...parts),
    paths: next,
  };
}

const union = (a: Paths, b: Paths): Paths => {
  const both = new Map(a);
  for (const [start, each] of b) both.set(start, new Set([...(both.get(start) ?? []), ...each]));
  return both;
};

function ifStatement(
  body: Body,
  env: Env,
  paths: Paths,
  depth: number,
  pending: EventDecl | undefined,
): Done {
  const { choices } = body.made;
  const found = choices.percent(40) ? provable(env) : undefined;
  const test = found?.test ?? condition(env, 2);
  const then = statementsFor(
    body,
    found === undefined ? env : withProved(found.there, env),
    paths,
    choices.int(1, 2),
    depth - 1,
    pending,
  );
  const otherwise = choices.percent(40)
    ? statementsFor(body, found?.otherwise ?? env, paths, 1, depth - 1, pending)
    : undefined;
  const after = union(then.paths, otherwise?.paths ?? paths);
  const parts = [
    tree("if ", test, " ", block(then.trees)),
    otherwise === undefined ? "" : free(" else ", block(otherwise.trees)),
  ];
  return { trees: [free(...parts)], env, paths: after };
}

/** A test that proves something to be there. */
export function provable(
  env: Env,
): { readonly test: Tree; readonly there: Readable; readonly otherwise: Env } | undefined {
  const { choices } = env;
  const absent = readables(env).filter((one) => one.type.kind === "optional" && one.solid);
  if (absent.length === 0) return undefined;
  const one = choices.pick(absent);
  const there: Readable = { ...one, type: one.type.kind === "optional" ? one.type.of : one.type };
  return {
    test: expr(bool, Level.comparison, operand(one.tree, Level.coalesce), " != none"),
    there,
    otherwise: withAbsent(one, env),
  };
}

function forStatement(
  body: Body,
  env: Env,
  paths: Paths,
  depth: number,
  pending: EventDecl | undefined,
): Done | undefined {
  const { choices } = body.made;
  const found = readables(env).filter(({ type }) => type.kind === "list" || type.kind === "set");
  if (found.length === 0) return undefined;
  const one = choices.pick(found);
  const element = one.type.kind === "list" || one.type.kind === "set" ? one.type.of : int;
  const local = withLocal(element, env, true);
  // What a round does, the next one begins with: only what stays where it is may be emitted.
  const staying: Body = {
    ...body,
    decl: {
      ...body.decl,
      events: body.decl.events.filter(({ to, creates }) => to === undefined && !creates),
    },
  };
  const inner =
    staying.decl.events.length === 0
      ? { ...staying, decl: { ...staying.decl, events: body.decl.events } }
      : staying;
  const isPending = pending ?? (staying.decl.events.length === 0 ? body.decl.events[0] : undefined);
  const done = statementsFor(inner, local.env, paths, choices.int(1, 2), depth - 1, isPending);
  return {
    trees: [free(`for ${local.name} in `, one.tree, " ", block(done.trees))],
    env,
    paths: union(paths, done.paths),
  };
}

export { typeFor, lines };
