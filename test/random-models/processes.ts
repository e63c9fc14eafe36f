/** Sagas, policies and external commands over the aggregates of a context. */
import type { AggregateDecl, EventDecl } from "./aggregate.js";
import { argumentsFor } from "./commands.js";
import { condition } from "./conditions.js";
import { fieldFor, type MadeField } from "./fields.js";
import { doc, envOf, namesFor, symbolsIn, varOf, type Maker } from "./maker.js";
import { metaVars, statementsOf, type Clause } from "./on-clauses.js";
import { readables, withLocal, type Env, type Var } from "./scope.js";
import { about, block, declare, free, listed, tree, type Tree } from "./tree.js";
import { int, isEmptyByItself, show, string, type Field, type Place } from "./types.js";

interface ExternalDecl {
  readonly name: string;
  readonly symbol: string;
  readonly params: readonly Field[];
  readonly returns: readonly Field[];
}

/** Everything of a context that goes on by itself. */
export function processesFor(
  made: Maker,
  context: string,
  aggregates: readonly AggregateDecl[],
): readonly Tree[] {
  const { choices, fuel } = made;
  const place: Place = { context };
  // What a model may say has been said by its aggregates, mostly.
  fuel.left = Math.max(fuel.left, 0) + 60;
  const externals: ExternalDecl[] = [];
  const commands = choices.some(1, 2, () => externalFor(made, place, externals));
  const process: Process = { made, place, aggregates, externals };
  const sagas = choices.some(0, 1, () => sagaFor(process));
  const policies = choices.some(0, 1, () => policyFor(process));
  return [...commands, ...sagas, ...policies];
}

interface Process {
  readonly made: Maker;
  readonly place: Place;
  readonly aggregates: readonly AggregateDecl[];
  readonly externals: readonly ExternalDecl[];
}

function externalFor(made: Maker, place: Place, externals: ExternalDecl[]): Tree {
  const { choices } = made;
  const symbol = made.fresh("external");
  const name = made.fresh(choices.pick(["Tell", "Call"]));
  const fields = (least: number): readonly MadeField[] => {
    const next = namesFor(made);
    return choices.some(least, 3, () => fieldFor(next(), made, place, { depth: 1, default: 8, personal: 0 }));
  };
  const params = fields(0);
  const returns = choices.percent(60) ? fields(1) : [];
  externals.push({
    name,
    symbol,
    params: params.map(({ field }) => field),
    returns: returns.map(({ field }) => field),
  });
  return declare(
    symbol,
    [],
    doc(made),
    `external command ${name}`,
    listed(
      params.map((one) => one.tree),
      ["(", ")"],
    ),
    returns.length === 0 ? "" : tree(" returns ", block(returns.map((one) => one.tree))),
  );
}

// ---------------------------------------------------------------------------------------------- sends

function send({ made, externals }: Process, env: Env, mayActFor: boolean): Tree {
  const { choices } = made;
  const call = (): Tree => {
    const one = choices.pick(externals);
    const items = argumentsFor(one.params, env);
    return items === undefined ? tree() : about([one.symbol], one.name, listed(items, ["(", ")"]));
  };
  const sent = call();
  if (sent.parts.length === 0) return tree();
  const undo = choices.percent(30) ? call() : tree();
  return free(
    "send ",
    sent,
    mayActFor && choices.percent(20) ? " as actor" : "",
    undo.parts.length === 0 ? "" : free(" undo ", undo),
  );
}

// ---------------------------------------------------------------------------------------------- sagas

const position: Var = {
  name: "position",
  type: int,
  root: "meta",
  bare: false,
  symbol: "meta",
  solid: true,
};

function eventVars({ identity }: AggregateDecl, event: EventDecl): readonly Var[] {
  return [
    varOf(identity, "event", { bare: false }),
    ...event.fields.map((field) => varOf(field, "event")),
    ...event.getters.map((getter) => varOf(getter, "event", { solid: false })),
    ...metaVars,
    position,
  ];
}

interface Saga extends Process {
  readonly home: AggregateDecl;
  readonly key: Field;
  readonly state: readonly Field[];
  readonly steps: readonly string[];
}

function sagaFor(process: Process): Tree {
  const { made, place, aggregates } = process;
  const { choices } = made;
  const home = choices.pick(aggregates);
  const key: Field = {
    name: made.fresh("run"),
    type: home.identity.type,
    symbol: made.fresh("runKey"),
    hasDefault: false,
  };
  const next = namesFor(made, [key.name]);
  const fields = choices
    .some(1, 4, () => fieldFor(next(), made, place, { default: 60, where: 0, personal: 0 }))
    .filter(({ field }) => field.hasDefault || isEmptyByItself(field.type));
  const steps = ["one", "two", "three"].slice(0, choices.int(1, 3));
  const saga: Saga = { ...process, home, key, state: fields.map(({ field }) => field), steps };
  const first = choices.pick(home.events);
  const symbol = made.fresh("saga");
  const start = handler(saga, { event: first }, "one", true);
  return declare(
    symbol,
    [home.symbol, ...symbolsIn(key.type)],
    doc(made),
    `saga ${made.fresh("Run")} by ${key.name}: ${show(key.type, place)}${choices.percent(20) ? " from start" : ""} `,
    block([
      ...(fields.length === 0 ? [] : [tree("state ", block(fields.map((one) => one.tree)))]),
      about([first.symbol], "start ", start),
      ...steps.map((step) => tree(`step ${step} `, block(handlersOf(saga)))),
      tree("end over"),
    ]),
  );
}

interface Input {
  readonly event?: EventDecl;
  readonly completed?: ExternalDecl;
  readonly rejected?: ExternalDecl;
  readonly after?: string;
}

function inputText({ event, completed, rejected, after }: Input, home: AggregateDecl): string {
  if (event !== undefined) return `on ${home.name}.${event.name}`;
  if (completed !== undefined) return `on completed ${completed.name}`;
  return rejected !== undefined ? `on rejected ${rejected.name}` : `after ${after ?? "1h"}`;
}

/** The handlers of a step: the last of each input may be without a condition, and something leads on. */
function handlersOf(saga: Saga): readonly Tree[] {
  const { made, home, externals, steps } = saga;
  const { choices } = made;
  const inputs: readonly Input[] = [
    ...choices.subset(home.events, 0).map((event) => ({ event })),
    ...choices.subset(externals, 0).map((completed) => ({ completed })),
    ...choices.subset(externals, 0).map((rejected) => ({ rejected })),
    ...(choices.percent(50) ? [{ after: choices.pick(["30m", "1d"]) }] : []),
  ];
  const some = inputs.flatMap((input) => {
    const to = (): string | undefined => (choices.percent(50) ? choices.pick([...steps, "over"]) : undefined);
    const conditional = choices.percent(30) ? [handler(saga, input, to(), true)] : [];
    return [...conditional, handler(saga, input, to(), false)];
  });
  return [...some, tree("after 1h -> over")];
}

function handler(saga: Saga, input: Input, to: string | undefined, conditional: boolean): Tree {
  const { made, place, home, key, state } = saga;
  const { choices } = made;
  const isStart = conditional && to === "one" && input.event !== undefined;
  const { event, completed, rejected } = input;
  const given: readonly Var[] =
    event !== undefined
      ? eventVars(home, event)
      : completed !== undefined
        ? completed.returns.map((field) => varOf(field, "reply", { bare: false }))
        : rejected !== undefined
          ? ["type", "message"].map((name): Var => ({
              name,
              type: string,
              root: "rejection",
              bare: false,
              symbol: "rejection",
              solid: true,
            }))
          : [];
  const own: readonly Var[] = [varOf(key, "state"), ...state.map((field) => varOf(field, "state"))];
  const roots = event === undefined ? ["reply", "rejection"] : ["event", "meta"];
  const asked = envOf(made, place, isStart ? given : [...given, ...own], {}, [...roots, "state"]);
  const where =
    conditional && (!isStart || choices.percent(30)) ? tree(" where ", condition(asked, 2)) : tree();
  const env = envOf(made, place, [...given, ...own], { now: true, newId: true, external: true }, [
    ...roots,
    "state",
  ]);
  const body = bodyOf(saga, env, event);
  const symbols = [event?.symbol, completed?.symbol, rejected?.symbol].filter((one) => one !== undefined);
  return about(
    symbols,
    doc(made),
    inputText(input, home),
    where,
    to === undefined ? "" : ` -> ${to}`,
    body.length === 0 ? (to === undefined ? " { }" : "") : tree(" ", block(body)),
  );
}

function bodyOf(saga: Saga, env: Env, event: EventDecl | undefined): readonly Tree[] {
  const { made, home, state, key } = saga;
  const { choices } = made;
  const decl: AggregateDecl = { ...home, lifecycle: undefined, state, getters: [], identity: key };
  const clause: Clause = { decl, writable: state, assigned: undefined };
  const none: EventDecl = { name: "", symbol: "", shown: false, fields: [], getters: [], creates: false };
  const written = statementsOf(clause, env, event ?? none, choices.int(0, 2));
  // Sends stand where only what is surely known is read.
  const sends = choices.some(0, 2, () => send(saga, env, event !== undefined));
  return choices.percent(50) ? [...written, ...sends] : [...sends, ...written];
}

// -------------------------------------------------------------------------------------------- policies

function policyFor(process: Process): Tree {
  const { made, place, aggregates } = process;
  const { choices } = made;
  const home = choices.pick(aggregates);
  const event = choices.pick(home.events);
  const env = envOf(made, place, eventVars(home, event), {}, ["event", "meta"]);
  const lists = readables(env).filter(({ type }) => type.kind === "list" || type.kind === "set");
  const list = lists.length > 0 && choices.percent(40) ? choices.pick(lists) : undefined;
  const element = list?.type.kind === "list" || list?.type.kind === "set" ? list.type.of : int;
  const local = list === undefined ? undefined : withLocal(element, env, true);
  const inside = local?.env ?? env;
  const where = choices.percent(40) ? tree(" where ", condition(inside, 2)) : tree();
  const sends = choices.some(1, 2, () => send(process, inside, true));
  return declare(
    made.fresh("policy"),
    [home.symbol, event.symbol],
    doc(made),
    `policy ${made.fresh("When")}${choices.percent(20) ? " from start" : ""} on ${home.name}.${event.name}`,
    list === undefined || local === undefined ? "" : tree(` for ${local.name} in `, list.tree),
    where,
    " ",
    block(sends),
  );
}
